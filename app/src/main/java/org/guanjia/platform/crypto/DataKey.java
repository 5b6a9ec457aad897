package org.guanjia.platform.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * A key of the database, unwrapped. It closes nothing itself: for each column a key of its own is derived from it, so that a value copied from
 * one column into another does not open there, and an index says nothing about a closed value.
 */
final class DataKey {

  static final String INSTALLATION = "*";

  /** First byte of what was closed before there were data keys: AES-256-GCM under a key of the settings. */
  static final byte MASTERS_FORMAT = 1;

  enum Kind {
    /** Closes fields. */
    FIELD,
    /** Fingerprints by which fields are found. */
    INDEX,
    /** A key of the settings of former days, kept so that it can be left out there; version 1 is the first of all. */
    MASTER
  }

  private final int id;
  private final String town;
  private final Kind kind;
  private final int version;
  private final Suite suite;
  private final byte[] secret;
  private final Map<String, Pool<Aead>> ciphers = new ConcurrentHashMap<>();
  private final Map<String, Pool<UnaryOperator<byte[]>>> macs = new ConcurrentHashMap<>();

  /**
   * @param id four bytes that stand in each value closed with it
   * @param town whose values it closes; {@value #INSTALLATION} for those of no town
   * @param version counted for each town and kind, from 1; 0 is the index of before there were data keys, or a key of the settings
   */
  DataKey(int id, String town, Kind kind, int version, Suite suite, byte[] secret) {
    this.id = id;
    this.town = town;
    this.kind = kind;
    this.version = version;
    this.suite = suite;
    this.secret = secret;
  }

  int id() {
    return id;
  }

  String town() {
    return town;
  }

  Kind kind() {
    return kind;
  }

  int version() {
    return version;
  }

  Suite suite() {
    return suite;
  }

  byte[] secret() {
    return secret;
  }

  byte[] close(String purpose, byte[] plain) {
    byte[] out = new byte[Aead.TEXT_AT + plain.length + Aead.TAG_BYTES];
    out[0] = format();
    Sealed.writeId(id, out);
    return cipher(purpose).use(aead -> {
      try {
        aead.close(plain, out);
        return out;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("a key of our own making", e);
      }
    });
  }

  /** Opens what this key closed for this purpose. */
  byte[] open(String purpose, byte[] closed) throws PersonalData.UnreadableData {
    return cipher(purpose).use(aead -> {
      try {
        return aead.open(closed);
      } catch (GeneralSecurityException e) {
        throw new PersonalData.UnreadableData(purpose + ": changed, or closed for another purpose");
      }
    });
  }

  byte[] fingerprint(String valuesKind, byte[] value) {
    Pool<UnaryOperator<byte[]>> pool = macs.get(valuesKind);
    if (pool == null) {
      pool = macs.computeIfAbsent(valuesKind, made -> new Pool<>(() -> suite.mac(secret, "personal data blind index " + made)));
    }
    return pool.use(mac -> mac.apply(value));
  }

  byte format() {
    return kind == Kind.MASTER ? MASTERS_FORMAT : suite.format();
  }

  private Pool<Aead> cipher(String purpose) {
    Pool<Aead> pool = ciphers.get(purpose);
    if (pool != null) return pool;
    return ciphers.computeIfAbsent(
        purpose, made -> new Pool<>(() -> suite.aead(secret, "personal data " + made, made.getBytes(StandardCharsets.UTF_8))));
  }

  /** Names the key without telling it. */
  @Override
  public String toString() {
    return "%s %d of %s (%s, %08x)".formatted(kind, version, town, suite, id);
  }
}
