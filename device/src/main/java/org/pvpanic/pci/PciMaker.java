package org.pvpanic.pci;

/** Makes functions of all types that there are. */
@FunctionalInterface
public interface PciMaker {

  /**
   * Makes a function, and attaches it to nothing.
   *
   * @param plug what is wanted
   * @param place where it will be
   * @throws IllegalArgumentException when there is no such type
   */
  PciFunction make(PciPlug plug, PciPlace place);
}
