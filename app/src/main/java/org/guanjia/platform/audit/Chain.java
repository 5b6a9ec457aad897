package org.guanjia.platform.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** The arithmetic of the seals: what an entry and a batch of entries hash to. */
final class Chain {

  static final int DIGEST_BYTES = 32;
  static final int ENTRY_BYTES = Long.BYTES + DIGEST_BYTES;
  static final byte[] BEGINNING = new byte[DIGEST_BYTES];

  private final SecretKey key;

  /**
   * @param key makes the seals' signatures, so that whoever rules the database but lacks the key cannot write a chain
   *     of their own
   */
  Chain(SecretKey key) {
    this.key = key;
  }

  /** An entry as it is sealed; {@code details} as PostgreSQL writes the JSON. */
  record Entry(
      int era, long tx, long id, String town, Instant at, String actor, String action, String subjectType,
      String subjectId, String details) {

    /** SHA-256 over all fields, each preceded by its length, so that no two entries read the same. */
    byte[] digest() {
      return sha256(
          out -> {
            out.writeInt(era);
            out.writeLong(tx);
            out.writeLong(id);
            out.writeLong(at.getEpochSecond());
            out.writeInt(at.getNano());
            for (String text : List.of(town, actor, action, subjectType, subjectId, details)) {
              byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
              out.writeInt(bytes.length);
              out.write(bytes);
            }
          });
    }
  }

  /**
   * Where a batch ends in the order (era, tx, id). A batch that holds all entries of its last transaction ends behind
   * every possible id, so that none can be slipped in there afterwards.
   */
  record Position(int era, long tx, long id) {
    static final Position START = new Position(0, 0, 0);
  }

  /** One sealed batch. */
  record Seal(long seq, Position to, byte[] entries, byte[] previousHash, byte[] hash, byte[] mac, Instant sealedAt) {

    int count() {
      return entries.length / ENTRY_BYTES;
    }

    /** Digest by id, in the sealed order. */
    Map<Long, byte[]> digests() {
      Map<Long, byte[]> digests = LinkedHashMap.newLinkedHashMap(count());
      ByteBuffer in = ByteBuffer.wrap(entries);
      while (in.remaining() >= ENTRY_BYTES) {
        long id = in.getLong();
        byte[] digest = new byte[DIGEST_BYTES];
        in.get(digest);
        digests.put(id, digest);
      }
      return digests;
    }
  }

  /**
   * Seals these entries, which follow the batch with {@code previousHash}.
   *
   * @param whole whether the last transaction's entries are all there
   */
  Seal seal(long seq, byte[] previousHash, List<Entry> batch, boolean whole, Instant now) {
    ByteBuffer entries = ByteBuffer.allocate(batch.size() * ENTRY_BYTES);
    batch.forEach(entry -> entries.putLong(entry.id()).put(entry.digest()));
    Entry last = batch.getLast();
    Position to = new Position(last.era(), last.tx(), whole ? Long.MAX_VALUE : last.id());
    byte[] hash = hash(seq, to, entries.array(), previousHash, now);
    return new Seal(seq, to, entries.array(), previousHash, hash, sign(hash), now);
  }

  /** Whether the seal is what this program once wrote. */
  boolean isGenuine(Seal seal) {
    byte[] hash = hash(seal.seq(), seal.to(), seal.entries(), seal.previousHash(), seal.sealedAt());
    return MessageDigest.isEqual(hash, seal.hash()) && MessageDigest.isEqual(sign(hash), seal.mac());
  }

  private static byte[] hash(long seq, Position to, byte[] entries, byte[] previousHash, Instant sealedAt) {
    return sha256(
        out -> {
          out.writeUTF("guanjia audit seal 1");
          out.writeLong(seq);
          out.writeInt(to.era());
          out.writeLong(to.tx());
          out.writeLong(to.id());
          out.writeLong(sealedAt.getEpochSecond());
          out.writeInt(sealedAt.getNano());
          out.write(previousHash);
          out.write(entries);
        });
  }

  private byte[] sign(byte[] hash) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every Java", e);
    }
  }

  private interface Content {
    void writeTo(DataOutputStream out) throws IOException;
  }

  private static byte[] sha256(Content content) {
    var bytes = new ByteArrayOutputStream();
    try {
      content.writeTo(new DataOutputStream(bytes));
      return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }
}
