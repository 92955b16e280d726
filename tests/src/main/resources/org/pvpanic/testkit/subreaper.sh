# Argument: the session's directory. Runs as the one lasting child of a subreaper (tini -s).
#
# Each line of standard input is a command. It is started by a subshell that ends at once, so the subreaper adopts it, and
# reaps it the moment it ends. The end of input ends everything below the subreaper and removes the directory. The death of
# the writer ends the input too, so nothing outlives a killed JVM.
dir=$1
cd "$dir" || exit 1
echo ready

while IFS= read -r command; do
  (eval "$command" &)
done

adopted() {
  grep -lsx "PPid:	$PPID" /proc/[0-9]*/status | cut -d/ -f3 | grep -vx "$$"
}

cd /
signal=TERM
rounds=0
while pids=$(adopted); do
  kill -s $signal $pids 2>/dev/null
  rounds=$((rounds + 1))
  [ $rounds -lt 100 ] || signal=KILL
  sleep 0.02
done
rm -rf -- "$dir"
