#!/usr/bin/env bash
# A Ceph RADOS Gateway on loopback, for the delivery suite: one monitor, one storage daemon that keeps everything in memory.
# Debian: apt-get install -y --no-install-recommends radosgw ceph-mon ceph-osd ceph-common
#
#   ceph-rgw.sh start FOLDER [PORT]   starts, waits until it answers, prints one JSON line with endpoint, keys and role
#   ceph-rgw.sh stop FOLDER           ends exactly the processes that `start` began
#
# The monitor listens on PORT + 1. No authentication inside the cluster, none of it survives `stop`.
set -Eeuo pipefail

readonly ACCESS_KEY=POUIRETESTACCESS SECRET_KEY=pouire-test-secret ROLE=delivery
folder=${2:?folder}
port=${3:-17580}
settings=$folder/ceph.conf

stop() {
  local pids=() pid file
  for file in "$folder"/run/*.pid; do [[ -s $file ]] && pids+=("$(tr -d '\0\n' <"$file")"); done
  ((${#pids[@]})) || return 0
  kill "${pids[@]}" 2>/dev/null || true
  for _ in {1..20}; do
    alive=0
    for pid in "${pids[@]}"; do kill -0 "$pid" 2>/dev/null && alive=1; done
    ((alive)) || return 0
    sleep 0.25
  done
  kill -KILL "${pids[@]}" 2>/dev/null || true
}

write_settings() {
  cat >"$settings" <<CONF
[global]
fsid = $1
mon host = v1:127.0.0.1:$((port + 1))
public addr = 127.0.0.1
ms bind ipv6 = false
auth cluster required = none
auth service required = none
auth client required = none
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd crush chooseleaf type = 0
mon allow pool size one = true
osd objectstore = memstore
osd class update on start = false
osd crush update on start = false
memstore device bytes = 4294967296
mon data = $folder/mon
osd data = $folder/osd
run dir = $folder/run
admin socket = $folder/run/\$name.asok
pid file = $folder/run/\$name.pid
log file = $folder/log/\$name.log
[client.rgw.a]
rgw frontends = beast endpoint=127.0.0.1:$port
rgw data = $folder/run
rgw run sync thread = false
rgw s3 auth use sts = true
rgw sts key = 0123456789abcdef
CONF
}

cluster() {
  local fsid
  fsid=$(cat /proc/sys/kernel/random/uuid)
  write_settings "$fsid"
  monmaptool --create --fsid "$fsid" --addv a "[v1:127.0.0.1:$((port + 1))]" "$folder/monmap"
  ceph-mon -c "$settings" --mkfs -i a --monmap "$folder/monmap"
  ceph-mon -c "$settings" -i a
  timeout 60 ceph -c "$settings" osd create
  ceph-osd -c "$settings" -i 0 --mkfs --osd-uuid "$(cat /proc/sys/kernel/random/uuid)"
  timeout 60 ceph -c "$settings" osd crush add osd.0 1 root=default host=localhost
  ceph-osd -c "$settings" -i 0
}

administrator() { timeout 120 radosgw-admin -c "$settings" -n client.rgw.a "$@"; }

photographers() {
  administrator user create --uid=pouire --display-name=pouire --access-key="$ACCESS_KEY" --secret-key="$SECRET_KEY"
  administrator role create --role-name="$ROLE" --path=/ --assume-role-policy-doc='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam:::user/pouire"]},"Action":["sts:AssumeRole"]}]}'
  administrator role-policy put --role-name="$ROLE" --policy-name=storage --policy-doc='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*"],"Resource":["arn:aws:s3:::*"]}]}'
}

start() {
  rm -rf "$folder"
  mkdir -p "$folder"/{mon,osd,run,log}
  exec 3>&1 >"$folder/log/start.log" 2>&1 </dev/null
  trap 'trap - ERR; stop; echo "ceph-rgw.sh: did not start, see $folder/log" >&3; exit 1' ERR
  # Without the answer's descriptor, which the daemons would keep open for ever.
  cluster 3>&-
  photographers 3>&-
  radosgw -c "$settings" -n client.rgw.a 3>&-
  for _ in {1..120}; do
    if (exec 9<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "{\"endpoint\":\"http://127.0.0.1:$port\",\"region\":\"default\",\"accessKeyId\":\"$ACCESS_KEY\",\"secretAccessKey\":\"$SECRET_KEY\",\"roleArn\":\"arn:aws:iam:::role/$ROLE\"}" >&3
      return 0
    fi
    sleep 0.25
  done
  false
}

case ${1:-} in
  start) start ;;
  stop) stop ;;
  *) sed -n '2,8p' "$0" >&2; exit 2 ;;
esac
