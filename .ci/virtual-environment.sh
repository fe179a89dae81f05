#!/bin/sh
# Make the folder .venv with the first Python on the path that is new enough; say what to install when there is none.
#
#   .ci/virtual-environment.sh FOLDER [PYTHON]
set -eu

folder=$1
for python in ${2:-} python3 python3.14 python3.13 python3.12 python3.11; do
    command -v "$python" >/dev/null 2>&1 || continue
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        echo "A $python le falta el módulo venv. / $python lacks the venv module. Debian, Ubuntu:" >&2
        echo "    sudo apt-get install -y python3-venv" >&2
        exit 1
    fi
    rm -rf "$folder"
    "$python" -m venv "$folder"
    exit 0
done
found=$(python3 --version 2>/dev/null || echo "ningún Python / no Python")
echo "Se necesita Python 3.11 o más nuevo; hay: $found." >&2
echo "Python 3.11 or newer is needed. Debian, Ubuntu: sudo apt-get install -y python3-venv · macOS: brew install python" >&2
exit 1
