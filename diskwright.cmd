@echo off
rem Runs Diskwright from a checkout, and builds first what is not built yet or older than its sources.
setlocal EnableExtensions DisableDelayedExpansion
set "DW_ROOT=%~dp0"
set "DW_HOME=%DW_ROOT%installer\target\diskwright"
set "DW_STALE="
if not exist "%DW_HOME%\lib\built" set "DW_STALE=yes"
if not defined DW_STALE for /f "delims=" %%F in ('powershell -NoProfile -Command "$b=(Get-Item -LiteralPath '%DW_HOME%\lib\built').LastWriteTimeUtc; Get-ChildItem -Path '%DW_ROOT%pom.xml','%DW_ROOT%*\pom.xml','%DW_ROOT%*\src\main' -Recurse -File | Where-Object {$_.LastWriteTimeUtc -gt $b} | Select-Object -First 1 -ExpandProperty Name"') do set "DW_STALE=yes"
if not defined DW_STALE goto run
where /q mvn
if errorlevel 1 (
    if exist "%DW_HOME%\lib\built" goto run
    echo diskwright: it is not built yet, and there is no Maven ^(mvn^) to build it; install Maven and a JDK 25>&2
    exit /b 3
)
echo diskwright: building, which takes a minute or two>&2
pushd "%DW_ROOT%"
call mvn -q -DskipTests package 1>&2
if errorlevel 1 (
    popd
    echo diskwright: the build failed; what went wrong stands above>&2
    exit /b 3
)
popd
:run
call "%DW_HOME%\bin\diskwright.cmd" %*
exit /b %ERRORLEVEL%
