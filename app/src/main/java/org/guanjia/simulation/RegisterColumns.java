package org.guanjia.simulation;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.guanjia.benefits.SheetReading;
import org.guanjia.rules.Fact;
import org.guanjia.rules.Facts;
import org.guanjia.rules.Population;
import org.guanjia.rules.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * The fact sheets of the whole register, column by column and packed: a byte for what has few values, four for a day, eight for an amount. About 54 bytes a person. Immutable once
 * {@link Builder built}; safe to share between threads.
 */
final class RegisterColumns {

  static final Vocabulary VOCABULARY = Vocabulary.PERSON_MONTH;
  private static final int BYTE_VALUES = 120;

  private final YearMonth month;
  private final int size;
  private final long[] persons;
  private final short[] villages;
  private final List<String> villageCodes;
  private final List<Packed> columns;
  private final String fingerprint;
  private final Instant knownAt;

  private RegisterColumns(Builder built) {
    this.month = built.month;
    this.size = built.size;
    this.persons = Arrays.copyOf(built.persons, size);
    this.villages = Arrays.copyOf(built.villages, size);
    this.villageCodes = List.copyOf(built.villageCodes);
    this.columns = built.columns;
    columns.forEach(column -> column.trim(size));
    this.fingerprint = HexFormat.of().formatHex(built.digest.digest());
    this.knownAt = built.knownAt;
  }

  /** The month of which the facts are. */
  YearMonth month() {
    return month;
  }

  int size() {
    return size;
  }

  long person(int index) {
    return persons[index];
  }

  /** Place in {@link #villageCodes}; -1 for none. */
  int village(int index) {
    return villages[index];
  }

  List<String> villageCodes() {
    return villageCodes;
  }

  long value(int place, int index) {
    return columns.get(place).get(index);
  }

  Packed column(int place) {
    return columns.get(place);
  }

  /** SHA-256 over who it is about and which version of their facts, in order: two simulations with the same one stand on the same facts. */
  String fingerprint() {
    return fingerprint;
  }

  /** The latest moment as of which a sheet was made. */
  Instant knownAt() {
    return knownAt;
  }

  /** What it takes in memory, without the few bytes of its objects. */
  long bytes() {
    return (long) size * (Long.BYTES + Short.BYTES + columns.stream().mapToInt(Packed::width).sum());
  }

  /** All facts of everybody, unpacked; for the measure beside a simulation. */
  Population population() {
    long[][] unpacked = new long[columns.size()][size];
    for (int place = 0; place < unpacked.length; place++) for (int i = 0; i < size; i++) unpacked[place][i] = value(place, i);
    return new Population(unpacked);
  }

  /** A column of values that are small, days, or anything. */
  abstract static sealed class Packed {
    abstract long get(int index);

    abstract void set(int index, long value);

    abstract int width();

    abstract void trim(int size);

    static Packed of(Fact fact, int room) {
      return switch (fact.kind()) {
        case BOOLEAN, TEXT -> new Bytes(room);
        case DATE -> new Days(room);
        case NUMBER -> fact.least() >= 0 && fact.most() < BYTE_VALUES ? new Bytes(room) : new Longs(room);
      };
    }
  }

  private static final class Bytes extends Packed {
    private byte[] held;

    Bytes(int room) {
      held = new byte[room];
    }

    @Override
    long get(int index) {
      return held[index] == Byte.MIN_VALUE ? Facts.UNKNOWN : held[index];
    }

    @Override
    void set(int index, long value) {
      if (index >= held.length) held = Arrays.copyOf(held, held.length * 2);
      held[index] = value == Facts.UNKNOWN ? Byte.MIN_VALUE : (byte) value;
    }

    @Override
    int width() {
      return Byte.BYTES;
    }

    @Override
    void trim(int size) {
      held = Arrays.copyOf(held, size);
    }
  }

  private static final class Days extends Packed {
    private int[] held;

    Days(int room) {
      held = new int[room];
    }

    @Override
    long get(int index) {
      int value = held[index];
      return value == Integer.MIN_VALUE ? Facts.UNKNOWN : value == Integer.MAX_VALUE ? Facts.NONE : value;
    }

    @Override
    void set(int index, long value) {
      if (index >= held.length) held = Arrays.copyOf(held, held.length * 2);
      held[index] = value == Facts.UNKNOWN ? Integer.MIN_VALUE : value == Facts.NONE ? Integer.MAX_VALUE : Math.toIntExact(value);
    }

    @Override
    int width() {
      return Integer.BYTES;
    }

    @Override
    void trim(int size) {
      held = Arrays.copyOf(held, size);
    }
  }

  private static final class Longs extends Packed {
    private long[] held;

    Longs(int room) {
      held = new long[room];
    }

    @Override
    long get(int index) {
      return held[index];
    }

    @Override
    void set(int index, long value) {
      if (index >= held.length) held = Arrays.copyOf(held, held.length * 2);
      held[index] = value;
    }

    @Override
    int width() {
      return Long.BYTES;
    }

    @Override
    void trim(int size) {
      held = Arrays.copyOf(held, size);
    }
  }

  /** Takes one sheet after the other, in the order of persons. */
  static final class Builder {
    private static final int ROOM = 16_384;

    private final YearMonth month;
    private final List<Packed> columns;
    private final List<String> villageCodes = new ArrayList<>();
    private final Map<String, Short> villagePlaces = new HashMap<>();
    private final MessageDigest digest;
    private final ByteBuffer both = ByteBuffer.allocate(2 * Long.BYTES);
    private long[] persons = new long[ROOM];
    private short[] villages = new short[ROOM];
    private int size;
    private Instant knownAt = Instant.EPOCH;

    Builder(YearMonth month) {
      this.month = month;
      this.columns = VOCABULARY.raw().stream().map(fact -> Packed.of(fact, ROOM)).toList();
      try {
        this.digest = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    void add(SheetReading.Sheet sheet) {
      add(sheet.personId(), sheet.village(), sheet.version(), sheet.raw());
      if (sheet.knownAt().isAfter(knownAt)) knownAt = sheet.knownAt();
    }

    void add(long person, @Nullable String village, long version, long[] raw) {
      if (size == persons.length) {
        persons = Arrays.copyOf(persons, size * 2);
        villages = Arrays.copyOf(villages, size * 2);
      }
      persons[size] = person;
      villages[size] = village == null ? -1 : place(village);
      for (int place = 0; place < raw.length; place++) columns.get(place).set(size, raw[place]);
      digest.update(both.clear().putLong(person).putLong(version).flip());
      size++;
    }

    private short place(String village) {
      return villagePlaces.computeIfAbsent(village, code -> {
        villageCodes.add(code);
        return (short) (villageCodes.size() - 1);
      });
    }

    int size() {
      return size;
    }

    RegisterColumns build() {
      return new RegisterColumns(this);
    }
  }
}
