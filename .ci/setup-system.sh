#!/usr/bin/env bash
# Makes sure that this machine has what a build needs, and installs it where it can.
#
#   .ci/setup-system.sh run       libraries of the window, Rust, Node.js
#   .ci/setup-system.sh headless  the same, and a virtual display with keyboard, keychain and WebDriver
#   .ci/setup-system.sh test      the same, and what the tests drive: browser, Python
#   --check                       names what is missing and changes nothing
#
# Installs on Debian and Ubuntu; names the packages on other systems.
# Exit status: 0 everything is here; 2 wrong argument; 3 something is missing.
set -euo pipefail
SAY_AS=setup
# shellcheck source=.ci/env.sh
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

mode=""
check_only=false
for argument in "$@"; do
  case "$argument" in
    run | headless | test) mode="$argument" ;;
    --check) check_only=true ;;
    *) stop_with 2 "unknown argument: $argument (run, headless or test; --check)" ;;
  esac
done
if [ -z "$mode" ]; then stop_with 2 "say what for: run, headless or test"; fi

# One line for each need:
#   from which mode on | how it is found | Debian | Fedora | Arch | openSUSE | what for
# Found by: cmd:PROGRAM, lib:PKG-CONFIG-MODULE, pkg (Debian: the package itself; elsewhere not checked).
needs() {
  cat <<'TABLE'
run|cmd:cc|build-essential|gcc|base-devel|gcc|C compiler and linker
run|cmd:c++|build-essential|gcc-c++|base-devel|gcc-c++|C++ compiler
run|cmd:pkg-config|pkg-config|pkgconf-pkg-config|pkgconf|pkgconf-pkg-config|finds libraries
run|lib:webkit2gtk-4.1|libwebkit2gtk-4.1-dev|webkit2gtk4.1-devel|webkit2gtk-4.1|webkit2gtk3-devel|the window's web view
run|lib:gtk+-3.0|libgtk-3-dev|gtk3-devel|gtk3|gtk3-devel|the window
run|pkg|ca-certificates||||trusted certificates for downloads
headless|cmd:Xvfb|xvfb|xorg-x11-server-Xvfb|xorg-server-xvfb|xorg-x11-server-Xvfb|virtual display
headless|cmd:xauth|xauth|xorg-x11-xauth|xorg-xauth|xauth|virtual display
headless|cmd:xdotool|xdotool|xdotool|xdotool|xdotool|real key events
headless|cmd:xclip|xclip|xclip|xclip|xclip|the clipboard as other programs see it
headless|cmd:xwininfo|x11-utils|xwininfo|xorg-xwininfo|xwininfo|finds windows
headless|cmd:import|imagemagick|ImageMagick|imagemagick|ImageMagick|screenshots
headless|cmd:openbox|openbox|openbox|openbox|openbox|window focus on the virtual display
headless|cmd:dbus-run-session|dbus|dbus-daemon|dbus|dbus-1|private session bus
headless|cmd:dbus-launch|dbus-x11|dbus-x11|dbus|dbus-1-x11|private session bus
headless|cmd:gnome-keyring-daemon|gnome-keyring|gnome-keyring|gnome-keyring|gnome-keyring|keychain
headless|pkg|fonts-dejavu-core|dejavu-sans-fonts|ttf-dejavu|dejavu-fonts|readable screenshots
headless|pkg|fonts-liberation|liberation-fonts|ttf-liberation|liberation-fonts|readable screenshots
headless|cmd:curl|curl|curl|curl|curl|probes of loopback servers
headless|cmd:WebKitWebDriver|webkit2gtk-driver|webkit2gtk4.1|webkit2gtk-4.1|webkit2gtk-driver|drives the real window
test|browser|chromium|chromium|chromium|chromium|drives the pages
test|cmd:python3|python3|python3|python|python3|independent servers
test|pkg|python3-venv||||independent servers
TABLE
}

distribution=other
case "$(uname -s)" in
  Darwin) distribution=macos ;;
  MINGW* | MSYS* | CYGWIN*) distribution=windows ;;
  Linux)
    # ID_LIKE names the family: a derivative has the same packages.
    family=""
    if [ -r /etc/os-release ]; then
      # shellcheck disable=SC1091
      family=" $(. /etc/os-release && echo "${ID:-} ${ID_LIKE:-}") "
    fi
    case "$family" in
      *" debian "* | *" ubuntu "*) distribution=debian ;;
      *" fedora "* | *" rhel "*) distribution=fedora ;;
      *" arch "*) distribution=arch ;;
      *suse*) distribution=opensuse ;;
    esac
    ;;
esac
# For looking at what another system would be told.
distribution="${IDP_SETUP_DISTRIBUTION:-$distribution}"

wanted_in_mode() { # the mode a need belongs to
  case "$mode:$1" in
    *:run | headless:headless | test:headless | test:test) return 0 ;;
    *) return 1 ;;
  esac
}

is_installed_package() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null || true)" = installed ]
}

# The packaged Chromium of Ubuntu is a snap; any Chromium-family browser will do.
has_browser() {
  local name
  if [ -n "${CHROMIUM:-}" ] && [ -x "$CHROMIUM" ]; then return 0; fi
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null 2>&1; then return 0; fi
  done
  return 1
}

is_here() { # how package
  case "$1" in
    browser) has_browser ;;
    pkg) if [ "$distribution" = debian ]; then is_installed_package "$2"; fi ;;
    lib:*)
      if [ "$distribution" = debian ]; then
        is_installed_package "$2"
      else
        pkg-config --exists "${1#lib:}" 2>/dev/null
      fi
      ;;
    cmd:*)
      # A program is enough wherever it came from.
      command -v "${1#cmd:}" >/dev/null 2>&1 || { [ "$distribution" = debian ] && is_installed_package "$2"; }
      ;;
  esac
}

# --- Rust and Node.js: which versions, and whether they are here -----------------------

rust_wanted="$(sed -n 's/^rust-version *= *"\([0-9.]*\)".*/\1/p' Cargo.toml | sed -n 1p)"
rust_wanted="${rust_wanted:-1.95}"
node_wanted="20.19, or 22.12 and later"
# For a distribution whose own Node.js is older: the same program as an npm package.
node_packaged=22.23.3

rust_problem() {
  local found wanted_minor found_minor
  if ! command -v cargo >/dev/null 2>&1 || ! command -v rustc >/dev/null 2>&1; then
    echo "Rust is not installed"
    return
  fi
  found="$(rustc --version 2>/dev/null | sed -n 's/^rustc \([0-9]*\.[0-9]*\).*/\1/p')"
  if [ -z "$found" ]; then
    echo "rustc is there but has no toolchain"
    return
  fi
  wanted_minor="$(echo "$rust_wanted" | cut -d. -f2)"
  found_minor="${found#*.}"
  if [ "${found%%.*}" = 1 ] && [ "$found_minor" -lt "$wanted_minor" ]; then echo "Rust $found is too old"; fi
}

is_good_node_version() { # MAJOR.MINOR…
  local major minor
  major="$(echo "$1" | cut -d. -f1)"
  minor="$(echo "$1" | cut -d. -f2)"
  case "$major$minor" in '' | *[!0-9]*) return 1 ;; esac
  case "$major" in
    20) [ "$minor" -ge 19 ] ;;
    22) [ "$minor" -ge 12 ] ;;
    *) [ "$major" -gt 22 ] ;;
  esac
}

node_problem() {
  local found
  if ! command -v node >/dev/null 2>&1; then
    echo "Node.js is not installed"
  else
    found="$(node --version 2>/dev/null | tr -d v)"
    if ! is_good_node_version "${found:-0.0}"; then
      echo "Node.js $found does not fit"
    elif ! command -v npm >/dev/null 2>&1; then
      echo "npm is not installed"
    fi
  fi
}

# --- Debian and Ubuntu: install ----------------------------------------------------------

apt_is_updated=false
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    # Nobody is there to type a password in an unattended run.
    if [ "${CI:-}" = true ] || ! [ -t 0 ]; then sudo -n "$@"; else sudo "$@"; fi
  else
    say "this needs root, and there is no sudo" >&2
    return 3
  fi
}

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" </dev/null
}

apt_update_once() {
  if "$apt_is_updated"; then return 0; fi
  say "reading the package lists (apt-get update)"
  with_heartbeat "reading the package lists" apt_get update
  apt_is_updated=true
}

apt_install() { # packages…
  local command="apt-get install --no-install-recommends -y $*"
  if ! { apt_update_once && with_heartbeat "installing packages" apt_get install -y --no-install-recommends "$@"; }; then
    stop_with 3 "the packages could not be installed; as root: apt-get update && $command"
  fi
}

apt_candidate() { # package
  apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: *\([0-9]*:\)\{0,1\}\([0-9][0-9.]*\).*/\2/p'
}

missing_packages=()
find_missing_packages() {
  local from how debian fedora arch opensuse what package
  missing_packages=()
  while IFS='|' read -r from how debian fedora arch opensuse what; do
    if ! wanted_in_mode "$from"; then continue; fi
    case "$distribution" in
      debian) package="$debian" ;;
      fedora) package="$fedora" ;;
      arch) package="$arch" ;;
      opensuse) package="$opensuse" ;;
      *) package="${how#*:}" ;;
    esac
    if [ -z "$package" ] || is_here "$how" "$package"; then continue; fi
    case " ${missing_packages[*]-} " in *" $package "*) continue ;; esac
    missing_packages+=("$package")
    say "missing: $package ($what)"
  done < <(needs)
}

install_packages_on_debian() {
  find_missing_packages
  if [ "${#missing_packages[@]}" -eq 0 ]; then return 0; fi
  if "$check_only"; then return 3; fi
  apt_update_once || true
  # Ubuntu calls its Chromium by another name.
  local package names=()
  for package in "${missing_packages[@]}"; do
    if [ "$package" = chromium ] && [ -z "$(apt_candidate chromium)" ]; then package=chromium-browser; fi
    names+=("$package")
  done
  say "installing with apt-get: ${names[*]}"
  apt_install "${names[@]}"
}

install_rust_on_debian() {
  local problem
  problem="$(rust_problem)"
  if [ -z "$problem" ]; then return 0; fi
  say "$problem; $rust_wanted or later is needed"
  if "$check_only"; then return 3; fi
  if ! command -v rustup >/dev/null 2>&1; then
    apt_update_once || true
    # The distribution's cargo package would stand in the way of rustup's.
    if [ -z "$(apt_candidate rustup)" ] || command -v cargo >/dev/null 2>&1; then
      tell_how_to_get_rust
      return 3
    fi
    say "installing with apt-get: rustup (it installs Rust toolchains)"
    apt_install rustup
  fi
  say "installing the stable Rust toolchain with rustup"
  with_heartbeat "installing Rust" rustup toolchain install stable --profile minimal </dev/null
  rustup default stable
  use_installed_tools
  problem="$(rust_problem)"
  if [ -n "$problem" ]; then
    say "$problem after the installation"
    tell_how_to_get_rust
    return 3
  fi
}

install_node_on_debian() {
  local problem candidate system
  problem="$(node_problem)"
  if [ -z "$problem" ]; then return 0; fi
  say "$problem; $node_wanted is needed"
  if "$check_only"; then return 3; fi
  if ! command -v npm >/dev/null 2>&1; then
    apt_update_once || true
    say "installing with apt-get: nodejs npm (the UI is built with them)"
    apt_install nodejs npm
    hash -r
  fi
  if [ -z "$(node_problem)" ]; then return 0; fi
  candidate="$(node --version 2>/dev/null || true)"
  case "$(uname -m)" in
    x86_64) system=linux-x64 ;;
    aarch64) system=linux-arm64 ;;
    *)
      tell_how_to_get_node
      return 3
      ;;
  esac
  say "the distribution's Node.js ($candidate) is too old; installing $node_packaged beside it, for this build only, into $IDP_TOOLS_DIR/node"
  mkdir -p "$IDP_TOOLS_DIR/node"
  with_heartbeat "installing Node.js" npm install --prefix "$IDP_TOOLS_DIR/node" --no-save --no-audit --no-fund \
    "node-$system@$node_packaged" "npm@10" </dev/null
  mkdir -p "$IDP_TOOLS_DIR/node/bin"
  ln -sf "../node_modules/node-$system/bin/node" "$IDP_TOOLS_DIR/node/bin/node"
  ln -sf ../node_modules/npm/bin/npm-cli.js "$IDP_TOOLS_DIR/node/bin/npm"
  ln -sf ../node_modules/npm/bin/npx-cli.js "$IDP_TOOLS_DIR/node/bin/npx"
  use_installed_tools
  problem="$(node_problem)"
  if [ -n "$problem" ]; then
    say "$problem after the installation"
    tell_how_to_get_node
    return 3
  fi
}

# --- everywhere --------------------------------------------------------------------------

tell_how_to_get_rust() {
  if command -v rustup >/dev/null 2>&1; then
    say "get Rust $rust_wanted or later: rustup update stable"
    return
  fi
  case "$distribution" in
    fedora) say "get Rust: dnf install rustup && rustup-init" ;;
    arch) say "get Rust: pacman -S rustup && rustup default stable" ;;
    opensuse) say "get Rust: zypper install rustup && rustup default stable" ;;
    macos) say "get Rust: brew install rustup && rustup default stable, or the installer from https://rustup.rs" ;;
    windows) say "get Rust: winget install Rustlang.Rustup" ;;
    *) say "get Rust $rust_wanted or later with the installer from https://rustup.rs, then run this again" ;;
  esac
}

tell_how_to_get_node() {
  case "$distribution" in
    fedora) say "get Node.js: dnf install nodejs npm" ;;
    arch) say "get Node.js: pacman -S nodejs npm" ;;
    opensuse) say "get Node.js: zypper install nodejs22 npm22" ;;
    macos) say "get Node.js: brew install node" ;;
    windows) say "get Node.js: winget install OpenJS.NodeJS.LTS" ;;
    *) say "get Node.js ($node_wanted) from https://nodejs.org, then run this again" ;;
  esac
}

# Clippy and rustfmt are parts of the toolchain that a minimal one leaves out.
add_rust_components() {
  if [ "$mode" != test ]; then return 0; fi
  local missing=()
  cargo clippy --version >/dev/null 2>&1 || missing+=(clippy)
  cargo fmt --version >/dev/null 2>&1 || missing+=(rustfmt)
  if [ "${#missing[@]}" -eq 0 ]; then return 0; fi
  say "missing in the Rust toolchain: ${missing[*]}"
  if "$check_only"; then return 3; fi
  if ! command -v rustup >/dev/null 2>&1; then
    say "install ${missing[*]} the way Rust was installed"
    return 3
  fi
  rustup component add "${missing[@]}"
}

check_other_system() {
  local command problem status=0
  case "$distribution" in
    macos)
      if ! xcode-select -p >/dev/null 2>&1; then
        say "missing: the Xcode command line tools (compiler, linker, WebKit): xcode-select --install"
        status=3
      fi
      if [ "$mode" != run ]; then
        say "missing: a virtual display; headless runs need Linux"
        status=3
      fi
      ;;
    windows)
      if ! command -v cl.exe >/dev/null 2>&1 && ! [ -d "/c/Program Files (x86)/Microsoft Visual Studio" ] &&
        ! [ -d "/c/Program Files/Microsoft Visual Studio" ]; then
        say "missing: Visual Studio Build Tools with \"Desktop development with C++\""
        status=3
      fi
      if ! [ -d "/c/Program Files (x86)/Microsoft/EdgeWebView/Application" ]; then
        say "missing: the WebView2 runtime (part of Windows 11; on Windows 10 the Evergreen installer)"
        status=3
      fi
      if [ "$mode" != run ]; then
        say "missing: a virtual display; headless runs need Linux"
        status=3
      fi
      ;;
    *)
      find_missing_packages
      if [ "${#missing_packages[@]}" -gt 0 ]; then
        status=3
        case "$distribution" in
          fedora) command="sudo dnf install" ;;
          arch) command="sudo pacman -S --needed" ;;
          opensuse) command="sudo zypper install" ;;
          *) command="install with your package manager:" ;;
        esac
        say "to install: $command ${missing_packages[*]}"
      fi
      ;;
  esac
  problem="$(rust_problem)"
  if [ -n "$problem" ]; then
    say "$problem; $rust_wanted or later is needed"
    tell_how_to_get_rust
    status=3
  fi
  problem="$(node_problem)"
  if [ -n "$problem" ]; then
    say "$problem; $node_wanted is needed"
    tell_how_to_get_node
    status=3
  fi
  return "$status"
}

status=0
if [ "$distribution" = debian ]; then
  install_packages_on_debian || status=$?
  if [ "$status" -eq 0 ] || "$check_only"; then install_node_on_debian || status=$?; fi
  # Last: without Rust the rest is at least in place, and one command is left to type.
  if [ "$status" -eq 0 ] || "$check_only"; then install_rust_on_debian || status=$?; fi
else
  check_other_system || status=$?
fi
if [ "$status" -eq 0 ]; then add_rust_components || status=$?; fi

if [ "$status" -ne 0 ]; then
  if "$check_only"; then stop_with 3 "not everything is here (nothing was changed)"; fi
  stop_with 3 "stopped: something is missing, see above; run the same command again afterwards"
fi
say "this machine has what \"$mode\" needs"
