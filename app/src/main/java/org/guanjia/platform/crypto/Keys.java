package org.guanjia.platform.crypto;

import javax.crypto.SecretKey;

/**
 * What other parts of the program derive from the installation's keys, and what they may know of them. Whatever comes out of here comes out
 * the same for ever, whichever key is in use: seals of the audit log, digits of receipts, tokens of forms.
 */
public final class Keys {

  /** Length of a key, in bytes. */
  public static final int KEY_BYTES = 32;

  static final int ID_BYTES = 4;

  private final MasterKeys masters;
  private final byte[] root;

  Keys(MasterKeys masters, byte[] root) {
    this.masters = masters;
    this.root = root;
  }

  /**
   * A key for one purpose, derived (HKDF-SHA256, RFC 5869) from the key that the installation was begun with.
   *
   * @param purpose a constant such as {@code "audit.seal"}
   */
  public SecretKey derive(String purpose) {
    return Suite.hkdfSha256(root, purpose);
  }

  /** What tells the key in use from others, in eight hexadecimal digits; tells nothing about it. */
  public String name() {
    return masters.current();
  }

  /** Whether the key of that {@link #name} is among those given. */
  public boolean include(String name) {
    return masters.names().contains(name);
  }
}
