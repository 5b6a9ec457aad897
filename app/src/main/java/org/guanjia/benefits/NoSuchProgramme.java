package org.guanjia.benefits;

/** The town has no programme, or version of it, by that name. */
public final class NoSuchProgramme extends RuntimeException {

  NoSuchProgramme(String code) {
    super(code);
  }
}
