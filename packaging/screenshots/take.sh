#!/usr/bin/env bash
# Takes the pictures of the window that README shows: the sample, in light and in dark, as a user sees it.
# Needs a built window (cargo build), Xvfb, xdotool and ImageMagick; no display, no graphics card.
#   packaging/screenshots/take.sh [PROGRAM]      PROGRAM: target/debug/waybill, unless another is named
set -euo pipefail
cd "$(dirname "$0")/../.."

waybill=${1:-target/debug/waybill}
pictures=assets/screenshots
# No picture in the repository is larger.
most=330000
# The window names the folder that is open: one that says nothing of this machine.
sample=/tmp/sample

if ! mkdir "$sample"; then
    echo "Move $sample away: the sample is shown from there" >&2
    exit 1
fi
cp -r assets/sample/. "$sample"
scratch=$(mktemp -d)
started=()
finish() {
    for process in "${started[@]}"; do
        kill "$process" 2>/dev/null || true
    done
    rm -rf "$scratch" "$sample"
}
trap finish EXIT

# The window fills the screen: no frame, no desktop. A display without windows must not start anew meanwhile.
mkfifo "$scratch/display"
Xvfb -displayfd 3 -screen 0 1440x900x24 -nolisten tcp -noreset 3>"$scratch/display" 2>"$scratch/xvfb.log" &
started+=($!)
read -r number <"$scratch/display"
export DISPLAY=":$number"
unset WAYLAND_DISPLAY

# Shows the sample in a theme, and waits until two pictures in a row are the same.
take() {
    local theme=$1 window settled=0
    # Settings of whoever runs this stay out of the picture, and each picture starts with none.
    XDG_CONFIG_HOME="$scratch/$theme" XDG_DATA_HOME="$scratch/$theme" XDG_CACHE_HOME="$scratch/$theme" \
        WAYBILL_THEME=$theme "$waybill" "$sample" >"$scratch/window.log" 2>&1 &
    window=$!
    started+=("$window")
    for _ in $(seq 60); do
        xdotool search --onlyvisible --name Waybill >/dev/null 2>&1 && break
        sleep 0.5
    done
    # Without a window manager the window has to be told its size.
    xdotool search --onlyvisible --name Waybill windowsize 1440 900 windowmove 0 0
    sleep 4
    # A street of the sample, so that the evidence is seen; then the pointer rests where nothing answers to it.
    xdotool mousemove 420 600 click 1
    sleep 1
    xdotool mousemove 1439 899
    echo none >"$scratch/last"
    for _ in $(seq 60); do
        sleep 1
        if ! kill -0 "$window" 2>/dev/null; then
            cat "$scratch/window.log" >&2
            echo "The window closed by itself" >&2
            exit 1
        fi
        import -window root "$scratch/$theme.png"
        identify -format %# "$scratch/$theme.png" >"$scratch/now"
        if cmp -s "$scratch/now" "$scratch/last" && [ "$(identify -format %k "$scratch/$theme.png")" -gt 64 ]; then
            settled=1
            break
        fi
        mv "$scratch/now" "$scratch/last"
    done
    kill "$window"
    wait "$window" 2>/dev/null || true
    if [ "$settled" = 0 ]; then
        echo "The window never came to rest, or shows nothing" >&2
        exit 1
    fi
}

# Writes a picture without what a viewer does not see: the alpha channel, times and names.
# One that is too large even so keeps only the 256 colours nearest to its own: a little less white, but no other look.
pack() {
    local theme=$1 packed="$scratch/packed.png" size
    local small=(-define png:compression-level=9 -define png:compression-strategy=0 -define png:exclude-chunks=date,time)
    convert "$scratch/$theme.png" -alpha off -strip "${small[@]}" -define png:compression-filter=1 "PNG24:$packed"
    if [ "$(stat -c %s "$packed")" -gt "$most" ]; then
        convert "$scratch/$theme.png" -alpha off -strip +dither -colors 256 "${small[@]}" "PNG8:$packed"
    fi
    size=$(stat -c %s "$packed")
    if [ "$size" -gt "$most" ]; then
        echo "sample-$theme.png has $size bytes; $most is the most" >&2
        exit 1
    fi
    mkdir -p "$pictures"
    cp "$packed" "$pictures/sample-$theme.png"
    echo "$pictures/sample-$theme.png: $size bytes"
}

for theme in light dark; do
    take "$theme"
    pack "$theme"
done
