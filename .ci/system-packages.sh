#!/bin/sh
# Install the programs and libraries that no Python package brings, and nothing when they are there already.
#
#   .ci/system-packages.sh run     what making PDFs needs
#   .ci/system-packages.sh test    that, and what the tests start: a browser, two servers, two readers of PDF, ps
#
# Without the rights to install it prints the exact command for somebody who has them, and ends with status 1.
set -eu

mode=${1:-run}
case $mode in run | test) ;; *) echo "usage: $0 run|test" >&2; exit 2 ;; esac
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

# One library by its file name, as the dynamic linker would look for it.
has_library() {
    if [ "$(uname -s)" = Darwin ]; then
        for folder in /opt/homebrew/lib /usr/local/lib; do
            [ -e "$folder/$1.dylib" ] && return 0
        done
        return 1
    fi
    ldconfig -p 2>/dev/null | grep -q "$1\.so"
}

has_any() {
    for program in "$@"; do
        command -v "$program" >/dev/null 2>&1 && return 0
    done
    return 1
}

has_postgresql() {
    has_any initdb && return 0
    for program in /usr/lib/postgresql/*/bin/initdb /opt/homebrew/opt/postgresql*/bin/initdb \
        /usr/local/opt/postgresql*/bin/initdb; do
        [ -x "$program" ] && return 0
    done
    return 1
}

if command -v apt-get >/dev/null 2>&1; then
    manager=apt
elif command -v dnf >/dev/null 2>&1; then
    manager=dnf
elif command -v brew >/dev/null 2>&1; then
    manager=brew
else
    manager=none
fi

# need NAME-FOR-APT NAME-FOR-DNF NAME-FOR-BREW: remember the package of the manager there is.
packages=
need() {
    case $manager in
    apt) name=$1 ;; dnf) name=$2 ;; brew) name=$3 ;; *) name=$1 ;;
    esac
    case " $packages " in *" $name "*) ;; *) packages="$packages $name" ;; esac
}

# The subset library is what keeps a PDF with Korean fonts from taking 19 times as long.
has_library libpango-1.0 || need libpango-1.0-0 pango pango
has_library libpangoft2-1.0 || need libpangoft2-1.0-0 pango pango
has_library libharfbuzz-subset || need libharfbuzz-subset0 harfbuzz harfbuzz
if [ "$mode" = test ]; then
    # Debian has Chromium without its windows too, which starts and draws in half the time.
    if [ "$manager" = apt ] && grep -qs '^ID=debian' /etc/os-release; then
        has_any chromium-headless-shell || need chromium-headless-shell - -
    else
        [ -d "/Applications/Google Chrome.app" ] ||
            has_any chromium chromium-browser google-chrome || need chromium chromium chromium
    fi
    has_postgresql || need postgresql postgresql-server postgresql@17
    has_any redis-server valkey-server || need redis-server valkey redis
    has_any pdftotext || need poppler-utils poppler-utils poppler
    has_any ps || need procps procps-ng procps
    has_any qpdf || need qpdf qpdf qpdf
fi
[ -n "$packages" ] || exit 0

case $manager in
apt) command="apt-get install -y --no-install-recommends$packages" ;;
dnf) command="dnf install -y$packages" ;;
brew) command="brew install$packages" ;;
none)
    echo "Faltan bibliotecas del sistema / system libraries are missing:$packages" >&2
    exit 1
    ;;
esac

if [ "$manager" = brew ]; then
    become=
elif [ "$(id -u)" = 0 ]; then
    become=
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    become="sudo -n"
else
    echo "Faltan bibliotecas del sistema. Pida a quien administra este equipo que ejecute:" >&2
    echo "System libraries are missing. Ask whoever administers this machine to run:" >&2
    echo "    sudo $command" >&2
    exit 1
fi

echo "$command"
if [ "$manager" = apt ]; then
    export DEBIAN_FRONTEND=noninteractive
    # Word splitting is wanted: the words are the command.
    # shellcheck disable=SC2086
    $become env DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null
    # shellcheck disable=SC2086
    $become env DEBIAN_FRONTEND=noninteractive $command -qq </dev/null
else
    # shellcheck disable=SC2086
    $become $command </dev/null
fi
