package org.guanjia.platform.crypto;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.guanjia.platform.database.TownContext;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts personal fields before they reach the database (PIPL art. 51: encryption and de-identification).
 *
 * <p>A closed value is: one byte of format, four bytes that name the data key, twelve random bytes, the text and its tag. Format 2 is
 * AES-256-GCM, format 3 SM4-GCM; format 1 was AES-256-GCM under a key of the settings, without a town. The data key is that of the town on whose
 * data the thread works, the purpose ({@code "requests.phone"}) picks the key derived from it and is authenticated: a value copied into another
 * column or another town does not open there. Work for no town, or for all of them, closes with the installation's key and opens any town's.
 */
public final class PersonalData {

  private final DataKeys keys;
  private final Set<String> rotatedKinds;
  private final DataKey lasting;

  /** @param rotatedKinds kinds of blind indexes that a rotation computes again, every column of them */
  PersonalData(DataKeys keys, Set<String> rotatedKinds) {
    this.keys = keys;
    this.rotatedKinds = rotatedKinds;
    lasting = new DataKey(0, DataKey.INSTALLATION, DataKey.Kind.INDEX, 0, Suite.AES_256_GCM, keys.ring().root());
  }

  /**
   * Closes a text.
   *
   * @param purpose which field this is, for example {@code "requests.phone"}; the same when it is opened
   */
  public byte[] encrypt(String purpose, String text) {
    return encrypt(purpose, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Closes bytes; see {@link #encrypt(String, String)}. */
  public byte[] encrypt(String purpose, byte[] plain) {
    return keys.field(town()).close(purpose, plain);
  }

  /**
   * Opens what {@link #encrypt(String, String)} closed.
   *
   * @throws UnreadableData when it was changed, closed for another purpose or another town, or its key is not there
   */
  public String decrypt(String purpose, byte[] closed) {
    return new String(decryptBytes(purpose, closed), StandardCharsets.UTF_8);
  }

  /** Opens bytes; see {@link #decrypt}. */
  public byte[] decryptBytes(String purpose, byte[] closed) {
    DataKey key = keyOf(purpose, closed);
    String town = town();
    if (!key.town().equals(town) && !key.town().equals(DataKey.INSTALLATION) && !town.equals(DataKey.INSTALLATION)) {
      throw new UnreadableData(purpose + ": closed for another town");
    }
    return key.open(purpose, closed);
  }

  /** {@link #encrypt(String, String)} that lets nothing be nothing. */
  public byte @Nullable [] encryptOrNull(String purpose, @Nullable String text) {
    return text == null || text.isBlank() ? null : encrypt(purpose, text);
  }

  /** {@link #decrypt} that lets nothing be nothing. */
  public @Nullable String decryptOrNull(String purpose, byte @Nullable [] closed) {
    return closed == null ? null : decrypt(purpose, closed);
  }

  /**
   * A fingerprint by which equal values of the town are found without reading any (HMAC under a key of its own). When its kind is declared with
   * an {@link EncryptedColumn}, a rotation of keys writes it anew from the closed value: then look for it by {@link #blindIndexes}. A kind that is
   * not declared stays under the town's first index key.
   *
   * @param kind which values are comparable with each other, for example {@code "phone"}
   * @param value already in its one normal form, see {@link Phones#normal}
   */
  public byte[] blindIndex(String kind, String value) {
    return indexes(kind).getFirst().fingerprint(kind, value.getBytes(StandardCharsets.UTF_8));
  }

  /** All fingerprints under which this value may stand, that of {@link #blindIndex} first: one, and another for each rotation that was or is under way. */
  public List<byte[]> blindIndexes(String kind, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return indexes(kind).stream().map(key -> key.fingerprint(kind, bytes)).toList();
  }

  /**
   * A fingerprint that stays the same in all towns and through all rotations (HMAC-SHA256 under a key derived from the installation's first): for
   * what cannot be computed again because the value itself is not kept.
   *
   * @param kind which values are comparable with each other
   */
  public byte[] lastingFingerprint(String kind, String value) {
    return lasting.fingerprint(kind, value.getBytes(StandardCharsets.UTF_8));
  }

  private DataKey keyOf(String purpose, byte[] closed) {
    if (!Sealed.isLongEnough(closed) || !Sealed.hasKnownFormat(closed)) throw new UnreadableData(purpose + ": not a cipher text of this program");
    DataKey key = keys.byId(Sealed.keyId(closed), purpose);
    if (key.format() != closed[0] || key.kind() == DataKey.Kind.INDEX) throw new UnreadableData(purpose + ": its first bytes were changed");
    return key;
  }

  private List<DataKey> indexes(String kind) {
    List<DataKey> all = keys.indexes(town());
    return rotatedKinds.contains(kind) ? all : List.of(all.getLast());
  }

  private static String town() {
    TownContext context = TownContext.current();
    return context == null ? DataKey.INSTALLATION : context.town();
  }

  /** A closed value that does not open. The message never holds the value. */
  public static final class UnreadableData extends RuntimeException {
    UnreadableData(String message) {
      super(message);
    }
  }
}
