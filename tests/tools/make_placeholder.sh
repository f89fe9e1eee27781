#!/bin/sh
# Make templates/new/provfilm.mp4, the film that `larpaket new` puts into a module until its own is there:
# eight silent seconds, a plain ground with a bar that grows, and no word in any language.
#
#     apt-get install ffmpeg
#     sh tests/tools/make_placeholder.sh
#
# The colours are `deep` and `warm` of the look (theme/palette.py). The same version of ffmpeg makes the same
# film again.
set -eu
cd "$(dirname "$0")/../../templates/new"
ffmpeg -v error -y -bitexact \
    -f lavfi -i "color=c=0x0f3b40:s=1280x720:r=10:d=8" \
    -f lavfi -i "color=c=0xf5d9a8:s=1280x12:r=10:d=8" \
    -f lavfi -i "anullsrc=r=22050:cl=mono" \
    -filter_complex "[0][1]overlay=x='-1280+160*t':y=708,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p[v]" \
    -map "[v]" -map 2:a -t 8 \
    -c:v libx264 -profile:v main -preset veryslow -tune stillimage -level 3.1 -refs 3 -crf 26 -g 20 -threads 1 \
    -colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv \
    -c:a aac -b:a 24k -movflags +faststart provfilm.mp4
