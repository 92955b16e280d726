package org.pvpanic.emulator;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pvpanic.machine.VersionProfile;
import org.pvpanic.options.Diagnostics;
import org.pvpanic.options.QemuError;
import org.pvpanic.twin.RealQemu;

/** Command lines that cannot be carried out: the same words on standard error as real QEMU's. */
@Timeout(120)
class RefusedTwinTest {

  private static MultiThreadIoEventLoopGroup loops;

  @BeforeAll
  static void startLoop() {
    loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  }

  @AfterAll
  static void stopLoop() throws InterruptedException {
    loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
  }

  private static void same(String commandLines) throws Exception {
    Path qemu = RealQemu.program();
    assertAll(
        commandLines
            .lines()
            .map(
                line ->
                    () -> {
                      List<String> args = new ArrayList<>(List.of("-S", "-nodefaults"));
                      args.add("-nographic");
                      args.addAll(List.of(line.split(" ")));
                      assertEquals(RealQemu.refusal(qemu, args), ours(args), line);
                    }));
  }

  private static String ours(List<String> args) {
    List<String> with = new ArrayList<>(args);
    if (!args.toString().contains(" none")) { // a machine without fw_cfg
      with.addAll(0, List.of("-fw_cfg", "name=opt/org.pvpanic/profile,string=none"));
    }
    StringBuilder said = new StringBuilder();
    Diagnostics diagnostics =
        new Diagnostics(text -> said.append(text).append('\n'), InstantSource.system());
    try {
      Emulator.start(loops.next(), VersionProfile.QEMU_7_2, diagnostics, with).close();
      return "runs";
    } catch (QemuError refused) {
      diagnostics.error(refused);
      return said.toString();
    }
  }

  @Test
  void neighbours() throws Exception {
    same(
        """
        -bios /nonexistent
        -bios /dev/null
        -bios /dev/zero
        -bios /etc/passwd
        -machine firmware=/nonexistent
        -bios bios.bin -machine pc,firmware=/nonexistent
        -machine microvm -bios nonexistent
        -device isa-debugcon
        -device isa-debugcon,chardev=x
        -chardev null,id=a -device isa-debugcon,chardev=a -device isa-debugcon,chardev=a
        -chardev null,id=a -device isa-debugcon,iobase=0x1ffffffff,chardev=a
        -machine none -device isa-debugcon
        -machine none -debugcon null
        -debugcon foo
        -debugcon none
        -debugcon chardev:a
        -debugcon null -debugcon null
        -chardev null,id=debugcon -debugcon null
        -debugcon null -device isa-debugcon,chardev=debugcon
        -debugcon null -device pvpanic,id=debugcon
        -device vmcoreinfo -device vmcoreinfo
        -device vmcoreinfo,bus=isa.0
        -device vmcoreinfo,bus=foo
        -device vmcoreinfo,foo=1
        -machine none -device vmcoreinfo
        -machine pc-i440fx-2.4 -device vmcoreinfo
        -rtc base=foo
        -rtc base=2020-1-1T1:1 -device nope
        -rtc base=1969-12-31T23:59:59
        -rtc clock=x
        -rtc driftfix=x
        -rtc clock=x -rtc base=foo
        -boot order=cadn
        -boot order=ce
        -boot once=e
        -machine isapc -boot order=e
        -append x
        -initrd x
        -append x -initrd x
        -machine append=x
        -kernel /nonexistent
        -kernel /tmp
        -kernel /nonexistent -append x -initrd /nonexistent
        -machine kernel=/nonexistent\
        """);
  }

  @Test
  void machinesAndCpus() throws Exception {
    same(
        """
        -machine nope
        -machine pc-i440fx-0.1
        -machine pc,nope=1
        -machine none,vmport=off
        -machine pc,usb=maybe
        -machine pc,vmport=bad
        -machine pc,dump-guest-core=1
        -machine type=nope
        -machine pc-i440fx-1.7 -device nope
        -machine pc-i440fx-1.4 -fw_cfg name=nope,string=x -device nope
        -machine pc-i440fx-1.7 -accel nope
        -machine pc-i440fx-1.7,nope=1
        -machine pc-i440fx-1.7 -smp 256
        -smp 256
        -smp -1
        -smp 289 -machine q35
        -smp 2 -machine isapc
        -smp 2 -machine none
        -smp 300 -machine microvm
        -smp 4,sockets=2,cores=3
        -smp 4,maxcpus=2
        -smp 4,clusters=2
        -smp foo
        -smp cpus=2,foo=1
        -m 0x
        -m 1G,slots=1
        -m 1G,maxmem=512M
        -m foo
        -m 1G,foo=1
        -m 8E
        -accel nope
        -machine pc,accel=nope
        -machine pc,accel=nope:hvf
        -accel nope -accel hvf
        -accel xen
        -machine accel=kvm -accel tcg\
        """);
  }

  @Test
  void devicesAndTheirProperties() throws Exception {
    same(
        """
        -device nope
        -device pvpanic,foo=1
        -device pvpanic,ioport=foo
        -device pvpanic,ioport=0x10000
        -device pvpanic,ioport=-1
        -device pvpanic,events=256
        -device pvpanic,events=-1
        -device pvpanic,bus=nope
        -device pvpanic,bus=pci.0
        -device pvpanic,bus=isa.1
        -device pvpanic,addr=4
        -device pvpanic,id=1a
        -device pvpanic,id=a -device isa-serial,id=a
        -device pvpanic -device pvpanic
        -device pvpanic,id=a -device pvpanic,ioport=0x506,id=b
        -device pvpanic -machine none
        -device pvpanic-pci -machine none
        -device pvpanic-pci -machine isapc
        -device pvpanic-pci -machine microvm
        -machine microvm -device isa-serial,iobase=0x2f8 -device isa-serial
        -device pvpanic-pci,ioport=0x505
        -device pvpanic-pci,events=256
        -device pvpanic-pci,bus=isa.0
        -device pvpanic-pci,bus=pcie.0
        -device pvpanic-pci,romfile=/nope
        -device pvpanic-pci,romfile=/dev/null
        -device pvpanic-pci,romfile=/usr
        -device pvpanic-pci,romfile=/etc/passwd,romsize=2
        -device qemu-xhci,romfile=/nope
        -device pvpanic-pci,romsize=5,romfile=/nope
        -device pvpanic-pci,romsize=0
        -device pvpanic-pci,romsize=-1
        -device pvpanic-pci,failover_pair_id=x,romfile=/nope
        -machine q35 -device pvpanic-pci,failover_pair_id=,romsize=3
        -machine q35 -device pvpanic-pci,failover_pair_id=
        -device pvpanic-pci,addr=4 -device pvpanic-pci,addr=4
        -device pvpanic-pci,addr=4,id=a -device pvpanic-pci,addr=4.0,id=b
        -device pvpanic-pci,addr=4 -device pvpanic-pci,addr=4.1
        -device pvpanic-pci,addr=1.2,multifunction=maybe
        -device virtio-balloon-pci -machine none
        -device virtio-balloon-pci -machine isapc
        -device piix3-usb-uhci -machine microvm
        -device virtio-balloon-pci,bus=isa.0
        -device virtio-balloon-pci,bus=nope
        -device virtio-balloon-pci,addr=0x20
        -device virtio-balloon-pci,addr=1.8
        -device virtio-balloon-pci,addr=foo
        -device virtio-balloon-pci,addr=
        -device virtio-balloon-pci,addr=4 -device piix3-usb-uhci,addr=4
        -device virtio-balloon-pci,addr=4,id=b -device piix3-usb-uhci,addr=04.0,id=u
        -device virtio-balloon-pci,addr=0
        -device virtio-balloon-pci,addr=1
        -device virtio-balloon-pci,addr=1.3
        -device virtio-balloon-pci,addr=-1
        -device virtio-balloon-pci,addr=ff
        -device virtio-balloon-pci,addr=001
        -device virtio-balloon-pci,addr=4.
        -device virtio-balloon-pci -device virtio-balloon-pci
        -device virtio-balloon-pci,addr=4.1 -device piix3-usb-uhci,addr=4.0
        -device virtio-balloon-pci,addr=4.0 -device piix3-usb-uhci,addr=4.1
        -device virtio-balloon-pci,addr=1f.3 -machine q35
        -device virtio-balloon-pci,iothread=nope
        -device isa-serial,wakeup=maybe,foo=1,bar=2
        -device isa-serial,foo=1,wakeup=maybe
        -device isa-serial,hotpluggable=on
        -device virtio-balloon-pci,foo=1
        -device virtio-balloon-pci,event_idx=maybe
        -device virtio-balloon-pci,disable-legacy=maybe
        -device isa-serial,index=4
        -device isa-serial,index=-1
        -device isa-serial,chardev=nope
        -chardev null,id=c -device isa-serial,chardev=c -device isa-serial,chardev=c
        -chardev null,id=c -serial chardev:c -device isa-serial,chardev=c
        -device isa-serial,iobase=x
        -device isa-serial,serial=1
        -device isa-serial,hotplugged=1
        -device isa-serial,parent_bus=x
        -device isa-serial,type=x
        -device isa-serial -device isa-serial -device isa-serial -device isa-serial -device isa-serial
        -device device
        -device isa-device
        -device PIIX3
        -device i440FX
        -device secret
        -device pc-i440fx-7.2-machine
        -device pvpanic,driver=nope
        -device ,id=x
        -device id=x
        -device pcie-root-port,id=p1,chassis=1 -device pcie-root-port,id=p2,chassis=1 -machine q35
        -device pcie-root-port,id=p1,chassis=300 -machine q35
        -device pcie-root-port,id=p1,chassis=1,x-speed=7 -machine q35\
        """);
  }

  @Test
  void devicesInJson() throws Exception {
    same(
        """
        -machine q35 -global mch.foo=1
        -machine q35 -global mch.extended-tseg-mbytes=abc
        -machine q35 -global mch.extended-tseg-mbytes=4096
        -global PIIX4_PM.sci_int=3
        -global fw_cfg_io.x-file-slots=15
        -global fw_cfg.x-file-slots=65535
        -device {"driver":"nope"}
        -device {"driver":"pvpanic","ioport":"0x505"}
        -device {"driver":"pvpanic","ioport":65536}
        -device {"driver":"pvpanic","ioport":1.5}
        -device {"driver":"pvpanic","foo":1}
        -device {"driver":7}
        -device {"id":"x"}
        -device {}
        -device []
        -device {"driver":"pvpanic"
        -device {"driver":"pvpanic"}x
        -device {"driver":"pvpanic","id":"a"} -device {"driver":"isa-serial","id":"a"}
        -device {"driver":"isa-serial","id":"a"} -device pvpanic,id=a
        -device {"driver":"virtio-balloon-pci","addr":4}
        -device {"driver":"virtio-balloon-pci","addr":256}
        -device {"driver":"virtio-balloon-pci","addr":"0x20"}
        -device {"driver":"virtio-balloon-pci","event_idx":"on"}
        -device {"driver":"isa-serial","chardev":7}
        -device {"driver":"isa-serial","index":"0"}
        -device {"driver":"isa-serial","chardev":"nope"}\
        """);
  }

  @Test
  void backEndsAndMonitors() throws Exception {
    same(
        """
        -mon chardev=nope
        -mon chardev=nope,mode=control
        -mon mode=control
        -chardev null,id=c -mon chardev=c,mode=nope
        -chardev null,id=c -mon chardev=c,mode=control -mon chardev=c,mode=control
        -chardev null,id=c -mon chardev=c,mode=control -device isa-serial,chardev=c
        -chardev null,id=c -qmp chardev:c -mon chardev=c,mode=control
        -chardev null
        -chardev null,id=1c
        -chardev id=c
        -chardev nope,id=c
        -chardev socket,id=c
        -chardev socket,id=c,path=/nonexistent/x
        -chardev socket,id=c,path=/nonexistent/x,server=on,wait=off
        -chardev socket,id=c,host=127.0.0.1
        -chardev socket,id=c,fd=99,server=on,wait=off
        -chardev file,id=c
        -chardev file,id=c,path=/nonexistent/x
        -chardev file,id=c,path=/
        -chardev null,id=c,logfile=/nonexistent/x
        -chardev null,id=c,foo=1
        -chardev null,id=c -chardev null,id=c
        -chardev null,id=serial0 -serial null
        -chardev null,id=serial0 -serial nope
        -chardev null,id=serial0 -serial file:/nonexistent/x
        -serial null -chardev null,id=serial0
        -chardev null,id=compat_monitor0 -qmp null
        -chardev null,id=compat_monitor0 -monitor null
        -monitor null -chardev null,id=compat_monitor0
        -chardev null,id=compat_monitor1 -monitor null -qmp nope
        -qtest null -chardev null,id=qtest
        -chardev pty,id=c,logfile=/dev/fdset/9
        -chardev stdio,id=a -chardev stdio,id=b
        -serial nope
        -serial chardev:nope
        -serial unix:/nonexistent/x
        -serial file:/nonexistent/x
        -serial null -serial null -serial null -serial null -device isa-serial
        -qmp nope
        -qmp none
        -qmp chardev:nope
        -qmp unix:/nonexistent/x,server,nowait
        -add-fd fd=99,set=1
        -add-fd fd=1,set=1
        -add-fd set=1
        -add-fd fd=99\
        """);
  }

  @Test
  void everythingElse() throws Exception {
    same(
        """
        -fw_cfg name=x
        -fw_cfg string=x
        -fw_cfg name=opt/x,string=a,file=b
        -fw_cfg name=opt/x,file=/nonexistent/x
        -fw_cfg name=opt/x,string=a -fw_cfg name=opt/x,string=b
        -fw_cfg name=etc/pvpanic-port,string=a -device pvpanic
        -fw_cfg name=opt/01234567890123456789012345678901234567890123456789012345,string=a
        -fw_cfg name=opt/x,gen_id=nope
        -fw_cfg name=opt/x,string=a -machine none
        -global foo
        -global pvpanic.foo=1 -device pvpanic
        -global pvpanic.events=300 -device pvpanic
        -global pvpanic.events=foo -device pvpanic
        -global pvpanic.bus=isa.0 -device pvpanic
        -global isa-serial.wakeup=maybe -device isa-serial
        -global virtio-balloon-pci.disable-legacy=zz -device virtio-balloon-pci
        -global driver=pvpanic,property=events,value=300 -device pvpanic
        -object nope,id=x
        -object secret
        -object secret,id=m,data=x -object {"qom-type":"secret","id":"m","data":"x"}
        -object {"qom-type":"secret","id":"m","data":1}
        -object {"qom-type":"memory-backend-ram","id":"m"}
        -object {"qom-type":"memory-backend-ram","id":"m","size":"1M"}
        -object {"qom-type":"memory-backend-ram","id":"m","size":1048576,"foo":1}
        -object memory-backend-ram,id=m,foo=1
        -object memory-backend-ram,id=m,size=0
        -object memory-backend-ram,id=m,size=1M,share=maybe
        -object memory-backend-file,id=m,size=1M
        -object memory-backend,id=m
        -object pvpanic,id=m
        -object secret,id=m,foo=1
        -object iothread,id=m,poll-max-ns=x
        -object memory-backend-ram,id=m,size=1M -machine pc,memory-backend=m -m 2M
        -machine pc,memory-backend=m
        -object secret,id=1x
        -object {"qom-type":"nope","id":"x"}
        -object {"qom-type":"secret"}
        -object {"id":"x"}
        -object memory-backend-ram,id=m
        -object memory-backend-ram,id=m,size=1M -object memory-backend-ram,id=m,size=1M
        -object memory-backend-ram,id=m,size=foo
        -object memory-backend-ram,id=m,size=1M,foo=1
        -object secret,id=s
        -object secret,id=s,file=/nonexistent/x
        -object secret,id=s,data=x,file=y
        -object secret,id=s,data=x,format=nope
        -machine pc,memory-backend=nope
        -action panic=poweroff
        -action foo=pause
        -uuid nope
        -name a,foo=1
        -boot order=z
        -boot foo=1
        -rtc base=nope
        -rtc clock=nope
        -rtc driftfix=nope
        -d guest_errors -D /nonexistent/x
        -boot menu=maybe
        -rtc foo=1
        -sandbox nope
        -overcommit foo=1
        -msg foo=1
        -msg timestamp=maybe
        -qtest none
        -qtest nope
        -qtest chardev:nope
        -qtest unix:/nonexistent/x
        -qtest tcp:127.0.0.1:1
        -qtest null -qtest nope
        -qtest null -qtest-log none -device nope
        -nope
        -netdev user
        -watchdog-action nope
        -D /nonexistent/x\
        """);
  }

  @Test
  void theTestTellsARunningMachineFromARefusedOne() {
    assertEquals("runs", ours(List.of("-S", "-nodefaults", "-nographic")));
  }
}
