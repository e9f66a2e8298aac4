#!/bin/sh
# Sets up what genreport needs: system libraries (apt), and a Python environment in .venv.
#
#   sh scripts/setup.sh [pdf|dev]     pdf: to build reports (default); dev: to test and develop as well
#
# Run it as often as you like: what is there already is left alone. pip, apt and proxy settings are yours.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
extra=${1:-pdf}

say() { printf '%s\n' "$*"; }
stop() {
    printf '%s\n' "$@" >&2
    exit 1
}

# --- Python -----------------------------------------------------------------------------------------------

# The first Python that is new enough; PYTHON=/path/to/python goes first.
find_python() {
    for name in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
        if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

can_make_venv() { "$python" -c 'import ensurepip, venv' 2>/dev/null; }

# Debian splits venv off: python3-venv goes with python3, python3.13-venv with python3.13.
venv_package() {
    case ${python##*/} in
        python3.*) echo "${python##*/}-venv" ;;
        *) echo python3-venv ;;
    esac
}

# --- system packages with apt -----------------------------------------------------------------------------

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# apt-cache names a version of the package that could be installed
available() { LC_ALL=C apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [^(]'; }

may_install() { [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null 2>&1; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        # sudo drops the environment; these few are what a package download may need
        sudo env ${http_proxy:+"http_proxy=$http_proxy"} ${https_proxy:+"https_proxy=$https_proxy"} \
            ${no_proxy:+"no_proxy=$no_proxy"} "$@"
    fi
}

apt_update() {
    say "更新软件包列表 / Updating the package lists (apt-get update) …"
    # a source of somebody else's that is down need not stop us: what we need may be there all the same
    as_root apt-get -qq update || true
}

# Quiet unless it fails. --no-remove: a set-up never takes another program away.
apt_install() {
    words=$(as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends \
        --no-remove "$@" 2>&1) || {
        printf '%s\n' "$words" >&2
        return 1
    }
}

ask_for() {
    stop "$1" "  apt-get install --no-install-recommends$2"
}

# Install the packages given, as far as they are missing.
apt_need() {
    missing=''
    for package in "$@"; do installed "$package" || missing="$missing $package"; done
    [ -n "$missing" ] || return 0
    may_install ||
        ask_for "缺少系统软件包，请管理员运行 / System packages are missing; ask your administrator to run:" "$missing"
    for package in $missing; do
        available "$package" || {
            apt_update
            break
        }
    done
    say "安装系统软件包 / Installing system packages:$missing …"
    # shellcheck disable=SC2086  # a list of names
    apt_install $missing || { apt_update && apt_install $missing; } ||
        ask_for "没有装上，原因见上；请管理员运行 / Not installed, see above; ask your administrator to run:" "$missing"
}

# libharfbuzz-subset0 makes PDFs several times faster; releases that have no such package go without.
apt_optional() {
    if ! installed "$1" && may_install && available "$1"; then apt_need "$1"; fi
}

# --- other systems ----------------------------------------------------------------------------------------

has_pango() {
    "$python" - <<'END'
import ctypes, ctypes.util, sys

folders = ("", "/opt/homebrew/lib/", "/usr/local/lib/", "/opt/local/lib/")
names = ["libpango-1.0.so.0", ctypes.util.find_library("pango-1.0")]
for name in names + [folder + "libpango-1.0.dylib" for folder in folders]:
    try:
        if name and ctypes.CDLL(name):
            sys.exit(0)
    except OSError:
        pass
sys.exit(1)
END
}

pango_command() {
    for pair in "brew:brew install pango" "dnf:dnf install pango" "yum:yum install pango" \
        "zypper:zypper install libpango-1_0-0" "pacman:pacman -S pango" "apk:apk add pango"; do
        if command -v "${pair%%:*}" >/dev/null 2>&1; then
            echo "${pair#*:}"
            return
        fi
    done
    echo "Pango (libpango-1.0, libpangoft2-1.0)"
}

# --- the steps --------------------------------------------------------------------------------------------

set_up_system() {
    if command -v apt-get >/dev/null 2>&1 && command -v dpkg-query >/dev/null 2>&1; then
        python=$(find_python) || apt_need python3 python3-venv
        python=$(find_python) ||
            stop "需要 Python 3.11 以上，本机的版本太旧 / Python 3.11 or newer is needed; this machine's is older"
        set -- libpango-1.0-0 libpangoft2-1.0-0
        can_make_venv || set -- "$(venv_package)" "$@"
        apt_need "$@"
        apt_optional libharfbuzz-subset0
    else
        python=$(find_python) ||
            stop "请先安装 Python 3.11 以上 / Please install Python 3.11 or newer first"
        can_make_venv || stop "请先安装 Python 的 venv 模块 / Please install Python's venv module first"
        has_pango || stop "请先安装 Pango / Please install Pango first: $(pango_command)"
    fi
}

# .venv/setup says for which folder, extra and pyproject.toml the environment was made; dev includes pdf.
set_up_venv() {
    stamp=.venv/setup
    sum=$(cksum <pyproject.toml)
    if [ -x .venv/bin/genreport ] && .venv/bin/python -c '' 2>/dev/null && [ -f $stamp ]; then
        case $(cat $stamp) in
            "$PWD: $extra $sum" | "$PWD: dev $sum") return 0 ;;
            "$PWD: "*) ;;
            *) rm -rf .venv ;; # a checkout that was moved
        esac
    else
        rm -rf .venv
    fi
    say "准备 Python 环境，约一分钟 / Preparing the Python environment in .venv, about a minute …"
    [ -d .venv ] || "$python" -m venv .venv || stop "无法建立 .venv / .venv could not be made"
    rm -f $stamp
    PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore \
        .venv/bin/python -m pip install --quiet --editable ".[$extra]" ||
        stop "pip 安装失败，请检查网络与 pip 设置 / pip failed; check the network and pip's settings (pip config list)"
    printf '%s\n' "$PWD: $extra $sum" >$stamp
}

case $extra in pdf | dev) ;; *) stop "usage: sh scripts/setup.sh [pdf|dev]" ;; esac
set_up_system
set_up_venv
