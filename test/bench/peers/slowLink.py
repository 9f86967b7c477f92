# A slow link inside a network namespace of its own (started under "unshare -n"): a TUN device whose packets come back
# with source and destination exchanged, half a round trip later. What is sent to 192.0.2.2 thus arrives at 192.0.2.1.
# Unlike a relay it delays every packet: SYN, ACK and FIN too. Reads the half round trip in milliseconds, one a line.
import fcntl
import os
import select
import struct
import subprocess
import sys
import time
from collections import deque

TUNSETIFF = 0x400454CA
IFF_TUN_WITHOUT_HEADER = 0x0001 | 0x1000

device = os.open('/dev/net/tun', os.O_RDWR)
fcntl.ioctl(device, TUNSETIFF, struct.pack('16sH14x', b'slow0', IFF_TUN_WITHOUT_HEADER))
for command in ('ip link set lo up', 'ip addr add 192.0.2.1/24 dev slow0', 'ip link set slow0 up'):
    subprocess.run(command.split(), check=True)
print('ready', flush=True)

delay = 0.0
pending = deque()
commands = sys.stdin.fileno()
while True:
    wait = max(0.0, pending[0][0] - time.monotonic()) if pending else None
    readable, _, _ = select.select([device, commands], [], [], wait)
    if commands in readable:
        line = os.read(commands, 100)
        if not line:
            break
        delay = float(line) / 1000
        print('delay', flush=True)
    if device in readable:
        packet = bytearray(os.read(device, 65536))
        # IPv4 alone; exchanging the addresses leaves every checksum as it was.
        if packet[0] >> 4 == 4:
            packet[12:16], packet[16:20] = packet[16:20], packet[12:16]
            pending.append((time.monotonic() + delay, packet))
    while pending and pending[0][0] <= time.monotonic():
        os.write(device, pending.popleft()[1])
