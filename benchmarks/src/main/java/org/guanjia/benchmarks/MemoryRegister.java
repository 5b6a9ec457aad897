package org.guanjia.benchmarks;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guanjia.linkage.Linkage;
import org.guanjia.linkage.NameFrequencies;
import org.guanjia.linkage.Traits;
import org.guanjia.platform.identity.ResidentId;
import org.guanjia.platform.identity.Sex;
import org.guanjia.synthetic.DocumentKind;
import org.guanjia.synthetic.SyntheticHousehold;
import org.guanjia.synthetic.SyntheticPerson;
import org.jspecify.annotations.Nullable;

/** A register in columns, for a million people in 512 MiB: what the database's tables and indexes are to the real one. */
final class MemoryRegister {

  private static final int KEYS_EACH = 9;
  private static final int TAIL = 4;

  private final LocalDate today;
  private final String[] names;
  private final String[] villages;
  private final String[] numbers;
  private final long[] serials;
  private final int[] births;
  private final boolean[] men;
  private final long[] phones;
  private final long[] keys;
  private final int[] holders;
  private final int[] heads;
  private final int[] nexts;
  private final NameFrequencies frequencies = new NameFrequencies();
  private int people;
  private int kept;

  MemoryRegister(int people, LocalDate today) {
    this.today = today;
    names = new String[people];
    villages = new String[people];
    numbers = new String[people];
    serials = new long[people];
    births = new int[people];
    men = new boolean[people];
    phones = new long[2 * people];
    keys = new long[people * KEYS_EACH];
    holders = new int[people * KEYS_EACH];
    nexts = new int[people * KEYS_EACH];
    heads = new int[Integer.highestOneBit(people * KEYS_EACH)];
    Arrays.fill(heads, -1);
  }

  void add(SyntheticHousehold household, SyntheticPerson person) {
    names[people] = person.name();
    villages[people] = household.villageCode();
    numbers[people] = person.document() == DocumentKind.NONE ? null : person.documentNumber();
    serials[people] = person.serial();
    births[people] = (int) person.birth().toEpochDay();
    men[people] = person.sex() == org.guanjia.synthetic.Sex.MALE;
    for (int i = 0; i < person.phones().size(); i++) phones[2 * people + i] = Long.parseLong(person.phones().get(i));
    frequencies.add(person.name());
    Traits traits = traits(people);
    for (String key : Linkage.blockingKeys(traits)) keep(key);
    if (traits.document() != null) keep(numberKey(traits.document()));
    people++;
  }

  private void keep(String key) {
    long hash = hash(key);
    int cell = cell(hash);
    keys[kept] = hash;
    holders[kept] = people;
    nexts[kept] = heads[cell];
    heads[cell] = kept++;
  }

  int people() {
    return people;
  }

  double keysEach() {
    return (double) kept / people;
  }

  NameFrequencies frequencies() {
    return frequencies;
  }

  /** Whom the synthetic register means. */
  long serial(int person) {
    return serials[person];
  }

  /** Who shares a key with the row. */
  Map<Integer, Traits> candidates(Traits row) {
    Map<Integer, Traits> found = new LinkedHashMap<>();
    for (String key : Linkage.blockingKeys(row)) find(key, found);
    if (row.document() != null) find(numberKey(row.document()), found);
    return found;
  }

  private void find(String key, Map<Integer, Traits> found) {
    long hash = hash(key);
    for (int at = heads[cell(hash)]; at >= 0; at = nexts[at]) if (keys[at] == hash && !found.containsKey(holders[at])) found.put(holders[at], traits(holders[at]));
  }

  Traits traits(int person) {
    long first = phones[2 * person];
    long second = phones[2 * person + 1];
    Set<String> known = first == 0 ? Set.of() : second == 0 ? Set.of(Long.toString(first)) : Set.of(Long.toString(first), Long.toString(second));
    return new Traits(names[person], LocalDate.ofEpochDay(births[person]), men[person] ? Sex.MALE : Sex.FEMALE, villages[person], known, document(numbers[person], today));
  }

  /** What linkage learns of a number, with itself for its blind index. */
  static Traits.@Nullable Document document(@Nullable String number, LocalDate today) {
    if (number == null) return null;
    ResidentId id = ResidentId.parse(number, today);
    if (id.division() == null) return new Traits.Document(number, null, true, null, null);
    return new Traits.Document(id.normal(), id.normal().substring(id.normal().length() - TAIL), id.valid(), id.birth(), id.sex());
  }

  private static String numberKey(Traits.Document document) {
    return "i" + document.index();
  }

  private int cell(long hash) {
    return (int) (hash >>> 32) & heads.length - 1;
  }

  private static long hash(String key) {
    long hash = 0xcbf2_9ce4_8422_2325L;
    for (int i = 0; i < key.length(); i++) hash = (hash ^ key.charAt(i)) * 0x100_0000_01b3L;
    return (hash ^ hash >>> 29) * 0x9e37_79b9_7f4a_7c15L;
  }
}
