# Makes the folder that the lines of commands.txt run in, /tmp/c. It is only ever run inside the
# simulated guest or in a chroot that has nothing but busybox in it.
cd /
rm -r -f /tmp/c
mkdir /tmp/c
cd /tmp/c
printf 'one\ntwo\nthree\nfour five\n' > a
printf 'alpha one\nBeta\ngamma 3\n' > b
printf 'x\n\n\ny\n\n' > blank
printf 'a\tb\tc\n\td\n' > tabs
printf '\001\177\200\377z\tq\n' > bin
printf '10\n9\n-3\n2.5\n9\nabc\n' > nums
printf 'x 3 c\ny 1 b\nz 20 a\nz 20 a\n' > table
printf 'root:x:0:r\nbin:y:1:b\nsys:z:10:s\n' > colon
printf 'b\nB\na\nA\nc\n' > mixed
printf 'too\ntoo\ntttt\ntoo\nzoo\nzoo\n' > dups
printf '/usr/bin\n/etc/\n' > paths
printf '#!/bin/sh\necho run\n' > run
: > empty
chmod 755 run
mkdir -p d/e
printf 'one in d\n' > d/x
printf 'deep one\n' > d/e/x1
ln -s a link
