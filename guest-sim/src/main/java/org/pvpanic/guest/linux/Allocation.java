package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * What a task wanted memory for when there was none: how the kernel names it, and how it came there.
 *
 * @param flags61 gfp_mask of 6.1, as it prints it
 * @param flags310 gfp_mask of 3.10
 * @param order of the pages, which are a power of two together
 * @param call the system call that it was in
 * @param frames61 of 6.1 between the call and the allocator
 * @param frames310 of 3.10
 */
record Allocation(
    String flags61,
    String flags310,
    int order,
    SystemCall call,
    List<String> frames61,
    List<String> frames310) {

  private static final List<String> SLOW_PATH_61 =
      List.of("__alloc_pages_slowpath.constprop.0+0x67f/0xe70", "__alloc_pages+0x305/0x330");

  private static final List<String> SLOW_PATH_310 =
      List.of(
          "[<ffffffff81681960>] __alloc_pages_slowpath+0x5d7/0x725",
          "[<ffffffff8118b645>] __alloc_pages_nodemask+0x405/0x420");

  private static final SystemCall CLONE =
      new SystemCall(
          0x38,
          0x4610d3,
          "1f 84 00 00 00 00 00 64 48 8b 04 25 10 00 00 00 45 31 c0 31 d2 31 f6 bf 11 00 20 01 4c"
              + " 8d 90 d0 02 00 00 b8 38 00 00 00 0f 05 <48> 3d 00 f0 ff ff 77 35 89 c2 85 c0 75"
              + " 2c 64 48 8b 04 25 10 00 00",
          List.of(
              "copy_process+0x1930/0x1ae0", "kernel_clone+0xbf/0x430", "__do_sys_clone+0x7b/0xb0"),
          List.of(
              "[<ffffffff81085bcc>] copy_process+0x1dc/0x1a50",
              "[<ffffffff810874f1>] do_fork+0x91/0x320",
              "[<ffffffff81087806>] SyS_clone+0x16/0x20"));

  private static final SystemCall READ =
      new SystemCall(
          0,
          0x47b700,
          "00 48 c7 c2 e0 ff ff ff f7 d8 64 89 02 48 c7 c0 ff ff ff ff eb b7 0f 1f 00 80 3d 88 86"
              + " 16 00 00 74 17 31 c0 0f 05 <48> 3d 00 f0 ff ff 77 58 c3 0f 1f 80 00 00 00 00 48"
              + " 83 ec 28 48 89",
          List.of("vfs_read+0x1f9/0x310", "ksys_read+0x6b/0xf0"),
          List.of(
              "[<ffffffff811fe7de>] vfs_read+0x9e/0x170",
              "[<ffffffff811ff3af>] SyS_read+0x7f/0xe0"));

  /** A page of a file that is on no disk. */
  static final Allocation FILE_PAGE =
      new Allocation(
          "0x140cca(GFP_HIGHUSER_MOVABLE|__GFP_COMP)",
          "0x200da",
          0,
          SystemCall.WRITE,
          List.of(
              "__folio_alloc+0x17/0x50",
              "? policy_node+0x51/0x70",
              "vma_alloc_folio+0x9c/0x370",
              "shmem_alloc_folio+0x82/0xd0",
              "shmem_alloc_and_acct_folio+0x7b/0x1a0",
              "shmem_get_folio_gfp+0x315/0x7d0",
              "shmem_write_begin+0x5f/0xf0",
              "generic_perform_write+0xd8/0x240",
              "__generic_file_write_iter+0xca/0xe0",
              "generic_file_write_iter+0x61/0xd0"),
          List.of(
              "[<ffffffff811d22ba>] alloc_pages_vma+0x9a/0x150",
              "[<ffffffff81197b45>] shmem_alloc_page+0x65/0x80",
              "[<ffffffff8119a4a8>] shmem_getpage_gfp+0x418/0x810",
              "[<ffffffff8119a8e3>] shmem_write_begin+0x43/0x70",
              "[<ffffffff81180c3f>] generic_file_buffered_write+0x11f/0x2c0",
              "[<ffffffff81182de2>] __generic_file_aio_write+0x1e2/0x400",
              "[<ffffffff81183059>] generic_file_aio_write+0x59/0xa0",
              "[<ffffffff811fe6fd>] do_sync_write+0x8d/0xd0"));

  /** A page of its own, which it touched for the first time. */
  static final Allocation OWN_PAGE =
      new Allocation(
          "0x140dca(GFP_HIGHUSER_MOVABLE|__GFP_COMP|__GFP_ZERO)",
          "0x280da",
          0,
          READ,
          List.of(
              "__folio_alloc+0x17/0x50",
              "vma_alloc_folio+0x9c/0x370",
              "__handle_mm_fault+0xa8c/0xfa0",
              "handle_mm_fault+0xdb/0x2d0",
              "do_user_addr_fault+0x191/0x560",
              "exc_page_fault+0x70/0x170",
              "asm_exc_page_fault+0x22/0x30"),
          List.of(
              "[<ffffffff811d22ba>] alloc_pages_vma+0x9a/0x150",
              "[<ffffffff811b120b>] handle_mm_fault+0xc6b/0xfe0",
              "[<ffffffff816916f4>] __do_page_fault+0x154/0x450",
              "[<ffffffff81691a25>] do_page_fault+0x35/0x90",
              "[<ffffffff8168dc48>] page_fault+0x28/0x30"));

  /** What a new task needs. */
  static final Allocation NEW_TASK =
      new Allocation(
          "0x400dc0(GFP_KERNEL_ACCOUNT|__GFP_ZERO)",
          "0x3000d0",
          1,
          CLONE,
          List.of("__get_free_pages+0xd/0x40", "pgd_alloc+0x33/0x230", "mm_init+0x1a6/0x300"),
          List.of());

  /** The frames of 6.1 from the allocator down to the system call. */
  List<String> below61(List<String> innermost) {
    return joined(innermost, SLOW_PATH_61, frames61);
  }

  /** The frames of 3.10. */
  List<String> below310(List<String> innermost) {
    return joined(innermost, SLOW_PATH_310, frames310);
  }

  private static List<String> joined(List<String> one, List<String> two, List<String> three) {
    List<String> all = new ArrayList<>(one);
    all.addAll(two);
    all.addAll(three);
    return all;
  }
}
