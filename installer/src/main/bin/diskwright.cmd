@echo off
rem Runs Diskwright.
setlocal EnableExtensions DisableDelayedExpansion
for %%I in ("%~dp0..") do set "DW_LIB=%%~fI\lib"

rem The runtime that came along, what the user says, what the program was built with, what PATH has, the usual places.
set "DW_JAVA="
call :suits "%DW_LIB%\..\runtime"
if not defined DW_JAVA if defined JAVA_HOME call :suits "%JAVA_HOME%"
if not defined DW_JAVA if exist "%DW_LIB%\java-home" for /f "usebackq delims=" %%H in ("%DW_LIB%\java-home") do call :suits "%%H"
if not defined DW_JAVA for %%J in (java.exe) do if not "%%~$PATH:J"=="" call :suits "%%~dp$PATH:J.."
for %%D in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%USERPROFILE%\.jdks") do (
    if not defined DW_JAVA for /d %%H in ("%%~D\*") do call :suits "%%~H"
)
if not defined DW_JAVA (
    echo diskwright: no Java 25 or later was found; install a JDK, or set JAVA_HOME to one>&2
    exit /b 3
)

set "DW_COLLECTOR=-XX:+UseG1GC"
set "DW_CACHE=window"
for %%C in (new validate plan build convert import inspect ls cat extract verify diff digest serve formats schema completion --help -h --version -V) do (
    if "%~1"=="%%C" set "DW_COLLECTOR=-XX:+UseSerialGC" & set "DW_CACHE=diskwright"
)

"%DW_JAVA%\bin\java.exe" %DW_COLLECTOR% -XX:-UsePerfData "-XX:AOTCache=%DW_LIB%\%DW_CACHE%.aot" -Xlog:disable --enable-native-access=dev.diskwright.core,javafx.graphics --sun-misc-unsafe-memory-access=allow --module-path "%DW_LIB%" --module dev.diskwright.app/dev.diskwright.app.Main %*
exit /b %ERRORLEVEL%

rem Takes the folder as DW_JAVA if its file `release` says 25 or later; the first that suits stays.
:suits
if defined DW_JAVA exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" exit /b 0
for /f "usebackq tokens=2 delims==" %%V in (`findstr /b JAVA_VERSION^= "%~1\release"`) do (
    for /f "delims=.-+ " %%M in ("%%~V") do if %%M GEQ 25 set "DW_JAVA=%~f1"
)
exit /b 0
