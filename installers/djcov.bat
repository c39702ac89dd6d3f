@echo off
rem Drop a workbook or a folder on this file: its report is written beside it and opened. Double-clicked, it asks for one.
rem UTF-8, lines end in CR LF; the code page comes first, and nothing before it is Chinese.
chcp 65001 >nul
setlocal DisableDelayedExpansion

set "djcov=%~dp0djcov.exe"
if not exist "%djcov%" set "djcov=%~dp0.venv\Scripts\djcov.exe"
if not exist "%djcov%" goto lacking
if not "%~2"=="" goto several
set "roster=%~1"
if defined roster goto report
echo 请把台账文件（或存放各乡台账的文件夹）拖到这个窗口里，再按回车键。
set /p "roster=台账："
if not defined roster exit /b 2
set "roster=%roster:"=%"

:report
if "%roster:~-1%"=="\" set "roster=%roster:~0,-1%"
for %%i in ("%roster%") do set "report=%%~dpni 报告.xlsx"
if exist "%roster%\*" set "report=%roster% 报告.xlsx"
"%djcov%" report "%roster%" -o "%report%" --open
if errorlevel 1 goto failed
exit /b 0

:lacking
echo 没有找到 djcov.exe。本文件要和它放在同一个文件夹里；用 Python 安装的，请先运行 install.bat。
goto failed

:several
echo 一次只能拖一个文件或文件夹。几个台账请先放进一个文件夹，再拖这个文件夹。

:failed
pause
exit /b 3
