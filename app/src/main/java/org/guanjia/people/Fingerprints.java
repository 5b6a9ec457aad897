package org.guanjia.people;

import static java.util.stream.Collectors.toSet;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.guanjia.linkage.Linkage;
import org.guanjia.linkage.PersonNames;
import org.guanjia.linkage.Traits;
import org.guanjia.platform.calendar.WorkingDays;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.identity.ResidentId;
import org.guanjia.platform.identity.Sex;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keys of {@code people.lookup}: eight bytes of a keyed hash of what a person is found by. Numbers are found whole or by their last four
 * characters, addresses by their words, accounts whole. Whoever reads the table alone learns nothing; two values of one key are told apart when read.
 */
@Component
class Fingerprints {

  private static final int TAIL = 4;

  private final PersonalData personal;
  private final Clock clock;

  Fingerprints(PersonalData personal, Clock clock) {
    this.personal = personal;
    this.clock = clock;
  }

  /** By which no two persons are the same; null for none. */
  byte @Nullable [] document(Document document) {
    return document.kind() == DocumentKind.NONE ? null : Arrays.copyOf(index("document", document.kind() + " " + document.number()), 16);
  }

  /** Of its last four characters; null for none. */
  @Nullable Long tail(Document document) {
    return document.number().isEmpty() ? null : documentTail(tail(document.number()));
  }

  /** By which equal account numbers are known as equal. */
  byte[] account(String number) {
    return Arrays.copyOf(index("account", number), 16);
  }

  /** The key in {@code people.lookup} of that fingerprint of an account. */
  static long accountLookup(byte[] account) {
    return ByteBuffer.wrap(account).getLong();
  }

  long wholeDocument(String number) {
    return key("document.whole", number);
  }

  long wholePhone(String phone) {
    return key("phone.whole", phone);
  }

  long documentTail(String lastFour) {
    return key("document.tail", lastFour);
  }

  long phoneTail(String lastFour) {
    return key("phone.tail", lastFour);
  }

  long addressWord(String word) {
    return key("address.word", word);
  }

  /** Keys that persons who may be the same share at least one of. */
  long[] likeness(Traits traits) {
    return Linkage.blockingKeys(traits).stream().mapToLong(text -> key("likeness", text)).toArray();
  }

  long[] phones(Collection<String> phones) {
    return phones.stream().mapToLong(this::wholePhone).toArray();
  }

  /**
   * What linkage compares; numbers in it are fingerprints.
   *
   * @param facts with a name; the document may be one that is not valid
   */
  Traits traits(Facts facts) {
    return new Traits(
        Objects.requireNonNull(facts.name()), facts.birth(), facts.sex(), facts.village(),
        facts.phones().stream().map(phone -> text(wholePhone(phone))).collect(toSet()), traits(facts.document(), facts));
  }

  private Traits.@Nullable Document traits(Document document, Facts facts) {
    byte[] whole = document(document);
    Long tail = tail(document);
    if (whole == null || tail == null) return null;
    if (document.kind() != DocumentKind.RESIDENT_ID) return new Traits.Document(text(ByteBuffer.wrap(whole).getLong()), text(tail), true, null, null);
    ResidentId id = ResidentId.parse(document.number(), WorkingDays.dayOf(clock.instant()));
    return new Traits.Document(text(ByteBuffer.wrap(whole).getLong()), text(tail), id.valid(), id.birth(), id.sex());
  }

  /** What linkage compares of a person of the register, whose document is always valid. */
  static Traits traits(String name, @Nullable LocalDate birth, @Nullable Sex sex, @Nullable String village, Long[] phoneKeys, byte @Nullable [] index, @Nullable Long tail) {
    Set<String> phones = Arrays.stream(phoneKeys).map(Fingerprints::text).collect(toSet());
    Traits.Document document = index == null ? null : new Traits.Document(text(ByteBuffer.wrap(index).getLong()), tail == null ? null : text(tail), true, birth, sex);
    return new Traits(name, birth, sex, village, phones, document);
  }

  /** Of what linkage compares in a row: the same person written the same way again. */
  long row(Facts typed) {
    return key("row", String.join("\n",
        PersonNames.normal(Objects.requireNonNull(typed.name())), String.valueOf(typed.birth()), String.valueOf(typed.sex()), String.valueOf(typed.village()),
        typed.document().kind() + typed.document().number(), String.join(",", typed.phones())));
  }

  /** Of what a row says of a person of the register in some attributes. */
  long person(long id, Facts said, Collection<Attribute> attributes) {
    StringBuilder text = new StringBuilder("person ").append(id);
    Stream.of(Attribute.values()).filter(attributes::contains).forEach(attribute -> text.append('\n').append(attribute).append(' ')
        .append(attribute == Attribute.DOCUMENT ? said.document().kind() + said.document().number() : said.value(attribute)));
    return key("row", text.toString());
  }

  /** Of two records of the register. */
  long pair(long one, long other) {
    return key("row", "pair " + Math.min(one, other) + " " + Math.max(one, other));
  }

  private static String text(long key) {
    return Long.toHexString(key);
  }

  /** All keys of what was ever said of a person. */
  long[] all(List<Facts> periods) {
    return periods.stream().flatMapToLong(this::of).distinct().toArray();
  }

  private LongStream of(Facts facts) {
    String number = facts.document().number();
    LongStream document = number.isEmpty() ? LongStream.empty() : LongStream.of(wholeDocument(number), documentTail(tail(number)));
    LongStream phones = facts.phones().stream().flatMapToLong(phone -> LongStream.of(wholePhone(phone), phoneTail(tail(phone))));
    Set<String> words = facts.address() == null ? Set.of() : AddressWords.of(facts.address());
    LongStream address = words.stream().mapToLong(this::addressWord);
    // Before the first day on which somebody's name was told, there is nothing to be like.
    LongStream likeness = facts.name() == null ? LongStream.empty() : Arrays.stream(likeness(traits(facts)));
    LongStream account = facts.bankAccount() == null ? LongStream.empty() : LongStream.of(accountLookup(account(facts.bankAccount())));
    return Stream.of(document, phones, address, account, likeness).flatMapToLong(each -> each);
  }

  static String tail(String number) {
    return number.substring(Math.max(0, number.length() - TAIL));
  }

  private long key(String kind, String value) {
    return ByteBuffer.wrap(index(kind, value)).getLong();
  }

  private byte[] index(String kind, String value) {
    return personal.blindIndex("people." + kind, value);
  }
}
