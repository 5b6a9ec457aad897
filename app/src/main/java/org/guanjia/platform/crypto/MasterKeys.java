package org.guanjia.platform.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of the settings, which close the data keys and stay outside the database: one in use, and older ones that still open.
 * None encrypts anything itself: what wraps is derived from it.
 */
final class MasterKeys {

  private final String current;
  private final String first;
  private final Map<String, byte[]> byName = new LinkedHashMap<>();

  /**
   * @param current the key that wraps, {@value Keys#KEY_BYTES} bytes
   * @param older keys that only unwrap, newest first
   * @throws IllegalArgumentException when a key has another length
   */
  MasterKeys(byte[] current, List<byte[]> older) {
    this.current = add(current);
    older.forEach(this::add);
    first = name(id(older.isEmpty() ? current : older.getLast()));
  }

  /** What tells a key from others, in eight hexadecimal digits; tells nothing about it. */
  static String name(int id) {
    return "%08x".formatted(id);
  }

  /** The first bytes of the key's digest. */
  static int id(byte[] key) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(key)).getInt();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }

  String current() {
    return current;
  }

  /** The newest first. */
  Set<String> names() {
    return byName.keySet();
  }

  Optional<byte[]> key(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The one the installation was begun with, as far as the settings tell. */
  byte[] first() {
    return key(first).orElseThrow();
  }

  /** Those not in use, the oldest first. */
  List<byte[]> older() {
    return byName.entrySet().stream().filter(entry -> !entry.getKey().equals(current)).map(Map.Entry::getValue).toList().reversed();
  }

  /**
   * Closes a data key with the key in use.
   *
   * @param what which data key it is: in another one's place it does not open
   */
  byte[] wrap(Suite suite, String what, byte[] secret) {
    byte[] out = new byte[Aead.TEXT_AT + secret.length + Aead.TAG_BYTES];
    byte[] master = key(current).orElseThrow();
    out[0] = suite.format();
    Sealed.writeId(id(master), out);
    try {
      wrapper(suite, master, what).close(secret, out);
      return out;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key of our own making", e);
    }
  }

  /** Whether the key that closed this is among these. */
  boolean canUnwrap(byte[] wrapped) {
    return byName.containsKey(nameOfWrapper(wrapped));
  }

  /**
   * Opens what {@link #wrap} closed.
   *
   * @throws KeyUnusable when the key that closed it is not there, or it was changed or put in another one's place
   */
  byte[] unwrap(String what, byte[] wrapped) {
    byte[] master = key(nameOfWrapper(wrapped)).orElseThrow(() -> KeyUnusable.missing(what, nameOfWrapper(wrapped), names()));
    try {
      return wrapper(suite(wrapped[0], what), master, what).open(wrapped);
    } catch (GeneralSecurityException e) {
      throw KeyUnusable.changed(what);
    }
  }

  static String nameOfWrapper(byte[] wrapped) {
    return Sealed.isLongEnough(wrapped) ? name(Sealed.keyId(wrapped)) : "?";
  }

  private static Aead wrapper(Suite suite, byte[] master, String what) {
    return suite.aead(master, "key wrap", what.getBytes(StandardCharsets.UTF_8));
  }

  private static Suite suite(byte format, String what) {
    for (Suite suite : Suite.values()) {
      if (suite.format() == format) return suite;
    }
    throw KeyUnusable.changed(what);
  }

  private String add(byte[] key) {
    if (key.length != Keys.KEY_BYTES) {
      throw new IllegalArgumentException("a key has " + Keys.KEY_BYTES + " bytes, this one " + key.length);
    }
    String name = name(id(key));
    byName.putIfAbsent(name, key.clone());
    return name;
  }
}
