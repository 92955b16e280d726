package org.pvpanic.guest.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * The kernel's objects that cannot be given back, by kind (dump_unreclaimable_slab of
 * mm/slab_common.c): as many as an idle 6.1 of a small system has.
 */
final class Slabs {

  /** Name, KiB in use, and KiB that it takes where that is more. */
  private static final String ALL =
      "RAWv6 30,mqueue_inode_cache 15,RAW 16,hugetlbfs_inode_cache 7,bio-256 11,"
          + "bio-192 4,biovec-max 192,biovec-128 32,biovec-64 16,skbuff_ext_cache 3,"
          + "skbuff_fclone_cache 8,skbuff_head_cache 8,proc_dir_entry 55,pde_opener 3,"
          + "seq_file 3,sigqueue 7,shmem_inode_cache 153,kernfs_node_cache 1216,mnt_cache 11,"
          + "filp 12,names_cache 64,lsm_inode_cache 328,lsm_file_cache 7,nsproxy 3,"
          + "vm_area_struct 7,files_cache 31,signal_cache 78,sighand_cache 154,task_struct 390,"
          + "cred_jar 15,anon_vma_chain 8,anon_vma 7,pid 12,Acpi-Operand 31,Acpi-State 3,"
          + "shared_policy_node 27,numa_policy 3,perf_event 15,trace_event_file 133,"
          + "ftrace_event_field 199,maple_node 20,mm_struct 31,vmap_area 16,kmalloc-cg-4k 96,"
          + "kmalloc-cg-2k 64,kmalloc-cg-1k 32,kmalloc-cg-512 16,kmalloc-cg-256 8,"
          + "kmalloc-cg-192 7,kmalloc-cg-128 8,kmalloc-cg-96 7,kmalloc-cg-64 4,kmalloc-cg-32 8,"
          + "kmalloc-cg-16 8,kmalloc-cg-8 8,kmalloc-8k 96,kmalloc-4k 96,kmalloc-2k 256,"
          + "kmalloc-1k 272,kmalloc-512 120,kmalloc-256 108,kmalloc-192 51,kmalloc-128 44,"
          + "kmalloc-96 39,kmalloc-64 96,kmalloc-32 23 44,kmalloc-16 16,kmalloc-8 16,"
          + "kmem_cache_node 12,kmem_cache 40";

  private Slabs() {}

  /** The table of them. */
  static List<String> lines() {
    List<String> lines = new ArrayList<>(96);
    lines.add("Unreclaimable slab info:");
    lines.add("Name                      Used          Total");
    for (String row : ALL.split(",")) {
      String[] cell = row.split(" ");
      String total = cell[cell.length - 1];
      String name = cell[0] + " ".repeat(Math.max(0, 17 - cell[0].length()));
      lines.add(name + " " + right(cell[1]) + "KB " + right(total) + "KB");
    }
    return lines;
  }

  private static String right(String number) {
    return " ".repeat(Math.max(0, 10 - number.length())) + number;
  }
}
