# What the kernel of Debian 12 prints on our board: milliseconds, kind, text. See BootScript.
# The order is that of start_kernel, the initcalls, and freeing of init memory. Texts and times are those of
# Debian's 6.1.192 under QEMU 7.2; what depends on the machine is asked of it.

0 5 {banner}
0 6 Command line: {cmdline}
0 6 BIOS-provided physical RAM map:
0 ! memory-map
0 6 NX (Execute Disable) protection: active
0 6 SMBIOS 2.8 present.
0 6 DMI: {hardware}
0 6 tsc: Fast TSC calibration using PIT
0 6 tsc: Detected 2300.000 MHz processor
0 7 e820: update [mem 0x00000000-0x00000fff] usable ==> reserved
0 7 e820: remove [mem 0x000a0000-0x000fffff] usable
0 6 last_pfn = 0x{last-pfn} max_arch_pfn = 0x400000000
0 6 x86/PAT: Configuration [0-7]: WB  WC  UC- UC  WB  WP  UC- WT  
0 6 RAMDISK: {ramdisk}
0 6 ACPI: Early table checksum verification disabled{?acpi}
0 ! acpi-tables
0 ! acpi-reserve
0 6 No NUMA configuration found{?numa}
0 6 NUMA turned off{?numa-off}
0 6 Faking a node at [mem 0x0000000000000000-0x{end-long}]
0 6 NODE_DATA(0) allocated {node-data}
0 ! crash-memory
0 6 Zone ranges:
0 6   DMA      [mem 0x0000000000001000-0x0000000000ffffff]
0 6   DMA32    {dma32-zone}
0 6   Normal   {normal-zone}
0 6   Device   empty
0 6 Movable zone start for each node
0 6 Early memory node ranges
0 ! memory-nodes
0 6 Initmem setup node 0 [mem 0x0000000000001000-0x{end-long}]
0 ! memory-holes
0 6 ACPI: PM-Timer IO Port: {pm-timer}
0 ! madt
0 6 ACPI: Using ACPI (MADT) for SMP configuration information{?madt}
0 6 ACPI: HPET id: {hpet}
0 4 smpboot: {too-many-cpus} Processors exceeds NR_CPUS limit of {cpus}
0 6 smpboot: Allowing {cpus} CPUs, 0 hotplug CPUs
0 ! nosave
0 6 {pci-gap} available for PCI devices
0 6 Booting paravirtualized kernel on bare hardware
0 6 clocksource: refined-jiffies: mask: 0xffffffff max_cycles: 0xffffffff, max_idle_ns: 7645519600211568 ns
0 6 setup_percpu: NR_CPUS:8192 nr_cpumask_bits:{cpus} nr_cpu_ids:{cpus} nr_node_ids:1
0 6 percpu: Embedded 61 pages/cpu s212992 r8192 d28672 u{percpu-unit}
0 ! per-cpu
0 6 Fallback order for Node 0: 0 
0 6 Built 1 zonelists, mobility grouping on.  Total pages: {total-pages}
0 6 Policy zone: {policy-zone}
0 5 Kernel command line: {cmdline}
0 5 Misrouted IRQ fixup and polling support enabled{?irqpoll}
0 5 This may significantly impact system performance{?irqpoll}
0 5 Unknown kernel command line parameters "{unknown}", will be passed to user space.
0 6 Dentry cache hash table {hash:8:8}, linear)
0 6 Inode-cache hash table {hash:16:8}, linear)
0 6 mem auto-init: stack:all(zero), heap alloc:on, heap free:off
0 6 Memory: {available-kib}K/{total-kib}K available (14343K kernel code, 2327K rwdata, 8348K rodata, 2612K init, 5436K bss, {reserved-kib}K reserved, 0K cma-reserved)
0 6 SLUB: HWalign=64, Order=0-3, MinObjects=0, CPUs={cpus}, Nodes=1
0 6 ftrace: allocating 37697 entries in 148 pages
0 6 ftrace: allocated 148 pages with 3 groups
0 6 Dynamic Preempt: voluntary
0 6 rcu: Preemptible hierarchical RCU implementation.
0 6 rcu: 	RCU restricting CPUs from NR_CPUS=8192 to nr_cpu_ids={cpus}.
0 6 	Trampoline variant of Tasks RCU enabled.
0 6 	Rude variant of Tasks RCU enabled.
0 6 	Tracing variant of Tasks RCU enabled.
0 6 rcu: RCU calculated value of scheduler-enlistment delay is 25 jiffies.
0 6 rcu: Adjusting geometry for rcu_fanout_leaf=16, nr_cpu_ids={cpus}
0 5 NR_IRQS: 524544, nr_irqs: {irqs}, preallocated irqs: 16
0 6 rcu: srcu_init: Setting srcu_struct sizes based on contention.
0 4 Spurious LAPIC timer interrupt on cpu 0{?crashed}
0 6 Console: colour {display} 80x25
0 ! console
0 6 ACPI: Core revision 20220331{?acpi}
0 6 clocksource: hpet: mask: 0xffffffff max_cycles: 0xffffffff, max_idle_ns: 19112604467 ns{?hpet}
0 6 APIC: Switch to symmetric I/O mode setup
0 6 ..TIMER: vector=0x30 apic1=0 pin1=2 apic2=-1 pin2=-1
0 ! clock
0 ! rtc
2.125 6 clocksource: tsc-early: mask: 0xffffffffffffffff max_cycles: 0x212735223b2, max_idle_ns: 440795277976 ns{?up}
2.125 6 tsc: Marking TSC unstable due to TSCs unsynchronized{?smp}
0.931 6 Calibrating delay loop (skipped), value calculated using timer frequency.. 4600.00 BogoMIPS (lpj=9200000)
5.628 6 process: using AMD E400 aware idle routine
0.483 6 Last level iTLB entries: 4KB 512, 2MB 255, 4MB 127
0.166 6 Last level dTLB entries: 4KB 512, 2MB 255, 4MB 127, 1GB 0
0.551 6 Spectre V1 : Mitigation: usercopy/swapgs barriers and __user pointer sanitization
0.41 6 Spectre V2 : Mitigation: Retpolines
0.144 6 Spectre V2 : Spectre v2 / SpectreRSB: Filling RSB on context switch and VMEXIT
1.678 6 x86/fpu: x87 FPU will use FXSAVE
482.208 6 Freeing SMP alternatives memory: 36K
1.182 6 pid_max: default: 32768 minimum: 301
8.528 6 LSM: Security Framework initializing
2.874 6 landlock: Up and running.
0.196 6 Yama: disabled by default; enable with sysctl kernel.yama.*
4.691 6 AppArmor: AppArmor initialized
0.221 6 TOMOYO Linux initialized
0.763 6 LSM support for eBPF active
4.177 6 Mount-cache hash table {hash:512:8}, linear)
0.397 6 Mountpoint-cache hash table {hash:512:8}, linear)
144.331 6 smpboot: CPU0: AMD QEMU Virtual CPU version 2.5+ (family: 0xf, model: 0x6b, stepping: 0x1)
5.011 6 cblist_init_generic: Setting adjustable number of callback queues.
0 6 cblist_init_generic: Setting shift to {rcu-shift} and lim to 1 rcu_task_cpu_ids={cpus}.
0.548 6 cblist_init_generic: Setting adjustable number of callback queues.
0.177 6 cblist_init_generic: Setting shift to {rcu-shift} and lim to 1 rcu_task_cpu_ids={cpus}.
0.97 6 cblist_init_generic: Setting adjustable number of callback queues.
0.174 6 cblist_init_generic: Setting shift to {rcu-shift} and lim to 1 rcu_task_cpu_ids={cpus}.
2.333 6 Performance Events: PMU not available due to virtualization, using software events only.
1.665 6 signal: max sigframe size: 1440
1.472 6 rcu: Hierarchical SRCU implementation.
0.161 6 rcu: 	Max phase no-delay instances is 1000.
8.17 6 NMI watchdog: Perf NMI watchdog permanently disabled
12.33 6 smp: Bringing up secondary CPUs ...
0 ! interrupts
0 ! cpus
0 6 smp: Brought up 1 node, {cpu-count}
0 6 smpboot: Max logical packages: 1
0.923 6 smpboot: Total of {cpus} processors activated ({bogomips} BogoMIPS)
16.736 6 node 0 deferred pages initialised in 12ms{?deferred}
20.069 6 devtmpfs: initialized
6.836 6 x86/mm: Memory block size: 128MB
16.504 6 clocksource: jiffies: mask: 0xffffffff max_cycles: 0xffffffff, max_idle_ns: 7645041785100000 ns
0.967 6 futex hash table {futex}, linear)
14.359 6 NET: Registered PF_NETLINK/PF_ROUTE protocol family
3.606 6 DMA: preallocated 128 KiB GFP_KERNEL pool for atomic allocations
0 6 DMA: preallocated 128 KiB GFP_KERNEL|GFP_DMA pool for atomic allocations{?dma}
0 6 DMA: preallocated 128 KiB GFP_KERNEL|GFP_DMA32 pool for atomic allocations
0 5 audit: initializing netlink subsys (disabled)
0 6 thermal_sys: Registered thermal governor 'fair_share'
0 6 thermal_sys: Registered thermal governor 'bang_bang'
0 6 thermal_sys: Registered thermal governor 'step_wise'
0 6 thermal_sys: Registered thermal governor 'user_space'
0 6 thermal_sys: Registered thermal governor 'power_allocator'
0.551 6 cpuidle: using governor ladder
0.485 6 cpuidle: using governor menu
4.553 6 acpiphp: ACPI Hot Plug PCI Controller Driver version: 0.5{?acpi}
2.941 6 audit: type=2000 audit({unix-time}:1): state=initialized audit_enabled=0 res=1
0.652 6 PCI: MMCONFIG for domain 0000 [bus 00-{mmconfig-bus}] at {mmconfig} (base {mmconfig-base})
0.652 6 PCI: MMCONFIG at {mmconfig} reserved in E820
0.652 6 PCI: Using configuration type 1 for base access{?pci}
0 4 mtrr: your CPUs had inconsistent fixed MTRR settings{?smp}
0 4 mtrr: your CPUs had inconsistent variable MTRR settings{?smp}
0 4 mtrr: your CPUs had inconsistent MTRRdefType settings{?smp}
0 6 mtrr: probably your BIOS does not setup all CPUs.{?smp}
0 6 mtrr: corrected configuration.{?smp}
20.809 6 kprobes: kprobe jump-optimization is enabled. All kprobes are optimized if possible.
80.463 6 HugeTLB: registered 2.00 MiB page size, pre-allocated 0 pages
0.189 6 HugeTLB: 28 KiB vmemmap can be freed for a 2.00 MiB page
18.286 6 ACPI: Added _OSI(Module Device){?acpi}
0.162 6 ACPI: Added _OSI(Processor Device){?acpi}
0.057 6 ACPI: Added _OSI(Processor Aggregator Device){?acpi}
31.764 6 ACPI: 1 ACPI AML tables successfully acquired and loaded{?acpi}
25.392 6 ACPI: Interpreter enabled{?acpi}
1.829 6 ACPI: PM: (supports {sleep-states})
0.207 6 ACPI: Using IOAPIC for interrupt routing{?acpi}
0.822 6 PCI: Using host bridge windows from ACPI; if necessary, use "pci=nocrs" and report a bug{?acpi}
0.226 6 PCI: Using E820 reservations for host bridge windows{?acpi}
2.129 6 ACPI: Enabled 2 GPEs in block 00 to {gpe-end}
34.308 ! pci-root
0.57 ! pci-bus
8.172 ! pci-links
7.733 6 iommu: Default domain type: Translated 
0.232 6 iommu: DMA domain TLB invalidation policy: lazy mode 
2.244 6 pps_core: LinuxPPS API ver. 1 registered
0.162 6 pps_core: Software ver. 5.3.6 - Copyright 2005-2007 Rodolfo Giometti <giometti@linux.it>
0.248 6 PTP clock support registered
14.83 6 NetLabel: Initializing
0.206 6 NetLabel:  domain hash size = 128
0.099 6 NetLabel:  protocols = UNLABELED CIPSOv4 CALIPSO
1.166 6 NetLabel:  unlabeled traffic allowed by default
0.169 6 PCI: Using ACPI for IRQ routing{?acpi}
0.281 7 PCI: pci_cache_line_size set to 64 bytes{?pci}
0.6 ! ram-buffers
4 ! displays
0.831 6 hpet: 3 channels of 0 reserved for per-cpu timers{?hpet}
0.302 6 hpet0: at MMIO 0xfed00000, IRQs 2, 8, 0{?hpet}
0.262 6 hpet0: 3 comparators, 64-bit 100.000000 MHz counter{?hpet}
5.135 6 clocksource: Switched to clocksource {early-clock}
117.947 6 VFS: Disk quotas dquot_6.6.0
0.531 6 VFS: Dquot-cache hash table entries: 512 (order 0, 4096 bytes)
10.601 6 AppArmor: AppArmor Filesystem Enabled
0.742 6 pnp: PnP ACPI init{?acpi}
0 6 system {system-device}: {mmconfig-window} has been reserved
6.658 ! pnp
29.192 6 clocksource: acpi_pm: mask: 0xffffff max_cycles: 0xffffff, max_idle_ns: 2085701024 ns{?acpi}
2.214 6 NET: Registered PF_INET protocol family
1.822 6 IP idents hash table {hash:64:8}, linear)
27.855 6 tcp_listen_portaddr_hash hash table {hash:2048:16}, linear)
0.603 6 Table-perturb hash table entries: 65536 (order: 6, 262144 bytes, linear)
6.222 6 TCP established hash table {hash:128:8}, linear)
0.698 6 TCP bind hash table {hash:128:32}, linear)
0.403 6 TCP: Hash tables configured (established {tcp} bind {tcp})
2.728 6 MPTCP token hash table {hash:1024:24}, linear)
0.604 6 UDP hash table {hash:2048:32}, linear)
0.453 6 UDP-Lite hash table {hash:2048:32}, linear)
2.289 6 NET: Registered PF_UNIX/PF_LOCAL protocol family
0.675 6 NET: Registered PF_XDP protocol family
1.235 ! pci-resources
0.686 ! pci-fixups
0 6 PCI: CLS 0 bytes, default 64{?pci}
17.492 6 Initialise system trusted keyrings
7.171 6 Trying to unpack rootfs image as initramfs...{?initrd}
1.98 6 Key type blacklist registered
6.225 6 workingset: timestamp_bits=36 max_order={page-order} bucket_order=0
59.975 6 integrity: Platform Keyring initialized
0.788 6 integrity: Machine keyring initialized
0.219 6 Key type asymmetric registered
0.191 6 Asymmetric key parser 'x509' registered
163.197 6 Freeing initrd memory: {initrd-kib}K
61.618 6 alg: self-tests for CTR-KDF (hmac(sha256)) passed
1.66 6 Block layer SCSI generic (bsg) driver version 0.4 loaded (major 249)
1.848 6 io scheduler mq-deadline registered
42.737 6 Serial: 8250/16550 driver, 4 ports, IRQ sharing enabled
3.157 ! serial
26.34 ! keyboard
2.578 6 rtc_cmos {rtc-device}: RTC can wake from S4
5.599 6 rtc_cmos {rtc-device}: registered as rtc0
0 ! rtc
1.126 6 rtc_cmos {rtc-device}: setting system clock to {rtc-iso}
0.82 6 rtc_cmos {rtc-device}: alarms up to one day, y3k, 242 bytes nvram{hpet-irqs}
5.036 6 ledtrig-cpu: registered to indicate activity on CPUs
92.555 6 NET: Registered PF_INET6 protocol family
19.9 6 Segment Routing with IPv6
0.67 6 In-situ OAM (IOAM) with IPv6
0.918 6 mip6: Mobile IPv6
0.598 6 NET: Registered PF_PACKET protocol family
1.532 6 IPI shorthand broadcast: enabled
1.029 6 sched_clock: Marking stable ({sched-clock})
6.272 6 registered taskstats version 1
0.537 6 Loading compiled-in X.509 certificates
107.717 6 Loaded X.509 cert 'Build time autogenerated kernel key: cf735cef1ccc1ecba7c5d88fb5dbfe93524668e2'
2.999 6 Key type .fscrypt registered
0.193 6 Key type fscrypt-provisioning registered
17.911 6 Key type encrypted registered
0.386 6 AppArmor: AppArmor sha1 policy hashing enabled
1.37 6 ima: No TPM chip found, activating TPM-bypass!
0.229 6 ima: Allocated hash algorithm: sha256
2.621 6 ima: No architecture policies found
1.675 6 evm: Initialising EVM extended attributes:
0.174 6 evm: security.selinux
0.109 6 evm: security.SMACK64 (disabled)
0.081 6 evm: security.SMACK64EXEC (disabled)
0.082 6 evm: security.SMACK64TRANSMUTE (disabled)
0.087 6 evm: security.SMACK64MMAP (disabled)
0.087 6 evm: security.apparmor
0.065 6 evm: security.ima
0.06 6 evm: security.capability
0.091 6 evm: HMAC attrs: 0x1
330.608 6 tsc: Refined TSC clocksource calibration: 2300.000 MHz{?up}
0.786 6 clocksource: tsc: mask: 0xffffffffffffffff max_cycles: 0x212735223b2, max_idle_ns: 440795277976 ns{?up}
0.421 6 clocksource: Switched to clocksource tsc{?up}
0 4 Unstable clock detected, switching default tracing clock to "global"{?smp}
0 4 If you want to keep using the local clock, then add:{?smp}
0 4   "trace_clock=local"{?smp}
0 4 on the kernel command line{?smp}
0 ! root
62.739 6 Freeing unused decrypted memory: 2036K
85.99 6 Freeing unused kernel image (initmem) memory: 2612K
0.676 6 Write protecting the kernel read-only data: 26624k
7.695 6 Freeing unused kernel image (text/rodata gap) memory: 2040K
3.033 6 Freeing unused kernel image (rodata/data gap) memory: 1892K
10.444 6 x86/mm: Checked W+X mappings: passed, no W+X pages found.
0.589 ! init
