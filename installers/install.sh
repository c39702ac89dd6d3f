#!/bin/sh
# Install djcov from the folder wheels beside this file, without a network, into the folder .venv beside it.
set -eu
cd "$(dirname "$0")"
python=${PYTHON:-python3}
if ! "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))'; then
    echo "需要 Python 3.11 至 3.14。请先安装，再运行 PYTHON=它的路径 sh install.sh。" >&2
    exit 1
fi
"$python" -m venv .venv
.venv/bin/python -m pip install --no-index --find-links wheels djcov
.venv/bin/djcov --version
echo "安装好了。运行 .venv/bin/djcov。"
