#!/bin/sh
# Make the small films under tests/film/data/ again. They are committed, so that the tests need no ffmpeg.
# Usage: tests/tools/make_test_films.sh   (ffmpeg with libx264, libx265, libvpx, libaom, libopus, libvorbis)
set -eu
cd "$(dirname "$0")/../film/data"

make() { # NAME, then ffmpeg's options for the output
    name=$1
    shift
    ffmpeg -nostdin -loglevel error -y -f lavfi -i "testsrc=size=64x36:rate=5:duration=2" \
        -f lavfi -i "sine=frequency=440:sample_rate=8000:duration=2" \
        -map_metadata -1 -fflags +bitexact -flags +bitexact -bsf:v filter_units=remove_types=6 "$@" "$name.mp4"
}

picture="-map 0:v -c:v libx264 -pix_fmt yuv420p -profile:v baseline -crf 40"
sound="-map 1:a -c:a aac -b:a 8k -ac 1"
# The options are words on purpose.
# shellcheck disable=SC2086
{
    make faststart $picture $sound -movflags +faststart
    make moov-last $picture $sound
    make silent $picture
    make fragmented $picture $sound -movflags +frag_keyframe+empty_moov
    make yuv444 -map 0:v -c:v libx264 -pix_fmt yuv444p -crf 40
    make hevc -map 0:v -c:v libx265 -pix_fmt yuv420p -crf 40 -tag:v hvc1 -x265-params log-level=error -bsf:v null
    make mp3 $picture -map 1:a -c:a libmp3lame -ar 32000 -b:a 32k -ac 1 -t 0.4
    make sound-only $sound
}

web() { # the same as WebM
    name=$1
    shift
    ffmpeg -nostdin -loglevel error -y -f lavfi -i "testsrc=size=64x36:rate=5:duration=2" \
        -f lavfi -i "sine=frequency=440:sample_rate=8000:duration=2" \
        -map_metadata -1 -fflags +bitexact -flags +bitexact "$@" "$name.webm"
}

vp9="-map 0:v -c:v libvpx-vp9 -pix_fmt yuv420p -crf 50 -b:v 0"
vp8="-map 0:v -c:v libvpx -crf 50 -b:v 20k"
opus="-map 1:a -c:a libopus -b:a 8k -ac 1"
# shellcheck disable=SC2086
{
    web vp9 $vp9 $opus
    web vp8 $vp8 -map 1:a -c:a libvorbis -ac 1 -ar 8000
    web vp9-silent $vp9
    web vp8-longer -f lavfi -i "testsrc=size=64x36:rate=5:duration=4" -map 2:v -c:v libvpx -crf 50 -b:v 20k
    web live $vp8 -live 1
    web av1 -map 0:v -c:v libaom-av1 -cpu-used 8 -crf 60 -b:v 0
    web sound-only $opus
}
