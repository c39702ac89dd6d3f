@echo off
rem Install djcov from the folder wheels beside this file, without a network, into the folder .venv beside it.
chcp 65001 >nul
setlocal DisableDelayedExpansion
cd /d "%~dp0"

py -3 -c "import sys; sys.exit(not ((3, 11) <= sys.version_info < (3, 15) and sys.maxsize > 2**32))"
if errorlevel 1 goto unsuited
py -3 -m venv .venv
if errorlevel 1 goto failed
.venv\Scripts\python -m pip install --no-index --find-links wheels djcov
if errorlevel 1 goto failed
.venv\Scripts\djcov --version
if errorlevel 1 goto failed
echo 安装好了。把台账拖到 djcov.bat 上即可，或在命令行中运行 .venv\Scripts\djcov。
pause
exit /b 0

:unsuited
echo 需要 64 位的 Python 3.11 至 3.14。请先安装，再运行本文件。

:failed
pause
exit /b 1
