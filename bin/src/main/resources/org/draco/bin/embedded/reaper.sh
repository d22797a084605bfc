# Outlives the JVM that holds an embedded cluster, by a moment, and cleans up after it.
#   $1  the cluster's directory, absolute and without symbolic links
# Standard input is a pipe from that JVM and is never closed by anyone else, so reading it ends when the JVM
# does, however it ends: kill -9 runs no shutdown hook, and YARN starts each container in a session of its own.
# The line "stopped" before the end says that YARN has already ended its containers.
trap '' HUP INT TERM PIPE
directory=$1
stopped=
while read -r line; do
    [ "$line" = stopped ] && stopped=yes
done

# A pid that is alive but works elsewhere has been given to a stranger since YARN wrote it down.
belongs_to_the_cluster() {
    working_directory=$(readlink "/proc/$1/cwd" 2>/dev/null) || return 0
    case $working_directory in
        "$directory"/*) return 0 ;;
        *) return 1 ;;
    esac
}

kill_containers() {
    find "$directory" -name 'container_*.pid' -type f 2>/dev/null | while read -r file; do
        pid=$(cat "$file" 2>/dev/null)
        case $pid in
            '' | *[!0-9]* | 0 | 1) continue ;;
        esac
        belongs_to_the_cluster "$pid" || continue
        # The whole session. (-s, for dash does not take "-KILL --".)
        kill -s KILL -- "-$pid" 2>/dev/null || kill -s KILL "$pid" 2>/dev/null
    done
}

if [ -z "$stopped" ]; then
    # Thrice: a container that was being launched writes its pid a little later.
    for _ in first second third; do
        kill_containers
        sleep 0.2
    done
fi

# Again where a dying process has still written a file meanwhile.
for _ in first second third fourth fifth; do
    rm -rf "$directory" 2>/dev/null
    [ -e "$directory" ] || exit 0
    sleep 0.2
done
exit 1
