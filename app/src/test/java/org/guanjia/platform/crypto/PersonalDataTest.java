package org.guanjia.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.guanjia.platform.crypto.DataKey.Kind;
import org.guanjia.platform.crypto.KeyTable.Row;
import org.guanjia.platform.crypto.PersonalData.UnreadableData;
import org.guanjia.platform.database.TownContext;

class PersonalDataTest {

  private static final byte[] MASTER = MemoryKeyTable.master(7);
  private static final byte[] OTHER_MASTER = MemoryKeyTable.master(8);
  private static final MemoryKeyTable TABLE = new MemoryKeyTable();
  private static final PersonalData AES = TABLE.program(Suite.AES_256_GCM, MASTER);
  private static final PersonalData SM4 = TABLE.program(Suite.SM4_GCM, MASTER);

  @Property(tries = 300)
  void whatIsClosedOpensAgainByEitherSuite(@ForAll @StringLength(max = 200) String text, @ForAll boolean chinese) {
    String storable = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    byte[] closed = suite(chinese).encrypt("requests.phone", storable);
    assertThat(closed[0]).isEqualTo((byte) (chinese ? 3 : 2));
    assertThat(closed).hasSize(33 + storable.getBytes(StandardCharsets.UTF_8).length);
    assertThat(suite(!chinese).decrypt("requests.phone", closed)).isEqualTo(storable);
  }

  @Property(tries = 100)
  void theSameTextNeverLooksTheSame(@ForAll @StringLength(max = 50) String text, @ForAll boolean chinese) {
    assertThat(suite(chinese).encrypt("p", text)).isNotEqualTo(suite(chinese).encrypt("p", text));
  }

  @Property(tries = 500)
  void aChangedByteIsNoticed(@ForAll @StringLength(max = 50) String text, @ForAll @IntRange(max = 10_000) int where, @ForAll boolean chinese) {
    byte[] closed = suite(chinese).encrypt("p", text);
    closed[where % closed.length] ^= 1;
    assertThatThrownBy(() -> AES.decrypt("p", closed)).isInstanceOf(UnreadableData.class);
  }

  @Property(tries = 200)
  void aShortenedTextIsNoticed(@ForAll @StringLength(max = 50) String text, @ForAll @IntRange(max = 10_000) int keep, @ForAll boolean chinese) {
    byte[] closed = suite(chinese).encrypt("p", text);
    byte[] shortened = Arrays.copyOf(closed, keep % closed.length);
    assertThatThrownBy(() -> AES.decrypt("p", shortened)).isInstanceOf(UnreadableData.class);
  }

  @Property(tries = 300)
  void whateverIsNotOursIsRefusedCleanly(@ForAll @Size(max = 80) byte[] anything) {
    assertThatThrownBy(() -> AES.decrypt("p", anything)).isInstanceOf(UnreadableData.class);
  }

  @Example
  void aValueCopiedIntoAnotherColumnDoesNotOpen() {
    byte[] phone = AES.encrypt("requests.phone", "13800138000");
    assertThatThrownBy(() -> AES.decrypt("requests.name", phone)).isInstanceOf(UnreadableData.class);
  }

  @Example
  void aValueCopiedIntoAnotherTownDoesNotOpen() {
    for (PersonalData data : List.of(AES, SM4)) {
      byte[] closed = in("441900103", () -> data.encrypt("p", "张三"));
      assertThat(in("441900103", () -> data.decrypt("p", closed))).isEqualTo("张三");
      assertThatThrownBy(() -> in("441900104", () -> data.decrypt("p", closed))).isInstanceOf(UnreadableData.class).hasMessageContaining("another town");
      byte[] ofOtherTown = in("441900104", () -> data.encrypt("p", "李四"));
      byte[] forged = ofOtherTown.clone();
      System.arraycopy(closed, 0, forged, 0, 5);
      assertThatThrownBy(() -> in("441900103", () -> data.decrypt("p", forged))).as("under the header of this town").isInstanceOf(UnreadableData.class);
      assertThat(data.decrypt("p", closed)).as("work for all towns").isEqualTo("张三");
    }
  }

  @Example
  void whatBelongsToNoTownOpensInEach() {
    byte[] closed = AES.encrypt("p", "张三");
    assertThat(in("441900103", () -> AES.decrypt("p", closed))).isEqualTo("张三");
  }

  @Example
  void whatWasClosedBeforeThereWereDataKeysStillOpens() {
    // Written by the version before: AES-256-GCM under a key derived from the settings' key of 32 times 7.
    byte[] before = new DataKey(MasterKeys.id(MASTER), "*", Kind.MASTER, 0, Suite.AES_256_GCM, MASTER).close("requests.name", "示例居民".getBytes(StandardCharsets.UTF_8));
    assertThat(before[0]).isEqualTo((byte) 1);
    assertThat(in("441900103", () -> AES.decrypt("requests.name", before))).isEqualTo("示例居民");
    assertThat(new MemoryKeyTable().program(Suite.SM4_GCM, OTHER_MASTER, MASTER).decrypt("requests.name", before)).isEqualTo("示例居民");
    assertThatThrownBy(() -> new MemoryKeyTable().program(Suite.SM4_GCM, OTHER_MASTER).decrypt("requests.name", before))
        .isInstanceOf(UnreadableData.class).hasMessageContaining("key");
  }

  @Example
  void theIndexOfBeforeStaysInUseUntilItIsRotated() {
    var table = new MemoryKeyTable();
    table.rows.add(new Row(0, "*", Kind.INDEX, 0, Suite.AES_256_GCM, null));
    PersonalData data = table.program(Suite.AES_256_GCM, OTHER_MASTER, MASTER);
    byte[] before = data.lastingFingerprint("phone", "13800138000");
    assertThat(in("441900103", () -> data.blindIndex("phone", "13800138000"))).isEqualTo(before);
    table.rows.add(KeyTable.fresh(new MasterKeys(OTHER_MASTER, List.of()), "441900103", Kind.INDEX, 1, Suite.SM4_GCM));
    PersonalData restarted = table.program(Suite.AES_256_GCM, OTHER_MASTER, MASTER);
    List<byte[]> all = in("441900103", () -> restarted.blindIndexes("phone", "13800138000"));
    assertThat(all).hasSize(2).contains(before);
    assertThat(in("441900103", () -> restarted.blindIndex("phone", "13800138000"))).isEqualTo(all.getFirst()).isNotEqualTo(before);
  }

  @Example
  void whatMustComeOutTheSameForEverOutlivesEveryKey() {
    var table = new MemoryKeyTable();
    var begun = new DataKeys(new MasterKeys(MASTER, List.of()), table, Suite.AES_256_GCM);
    var later = new DataKeys(new MasterKeys(MemoryKeyTable.master(9), List.of(OTHER_MASTER, MASTER)), table, Suite.SM4_GCM);
    assertThat(later.ring().root()).isEqualTo(begun.ring().root());
    assertThat(new PersonalData(later, Set.of()).lastingFingerprint("mail", "a@b")).isEqualTo(new PersonalData(begun, Set.of()).lastingFingerprint("mail", "a@b"));
    Keys keys = new Keys(new MasterKeys(MemoryKeyTable.master(9), List.of(OTHER_MASTER, MASTER)), later.ring().root());
    assertThat(keys.derive("audit.seal")).isEqualTo(new Keys(new MasterKeys(MASTER, List.of()), begun.ring().root()).derive("audit.seal"));
    assertThat(keys.name()).isEqualTo(new MasterKeys(MemoryKeyTable.master(9), List.of()).current());
    assertThat(keys.include(new MasterKeys(OTHER_MASTER, List.of()).current())).isTrue();
  }

  @Property(tries = 200)
  void theBlindIndexFindsEqualValuesOnly(@ForAll @StringLength(max = 20) String a, @ForAll @StringLength(max = 20) String b) {
    assertThat(Arrays.equals(AES.blindIndex("phone", a), AES.blindIndex("phone", b))).isEqualTo(a.equals(b));
  }

  @Example
  void blindIndexesOfDifferentKindsTownsAndKeysCannotBeCompared() {
    PersonalData elsewhere = new MemoryKeyTable().program(Suite.AES_256_GCM, MASTER);
    assertThat(AES.blindIndex("phone", "1")).hasSize(32).isNotEqualTo(AES.blindIndex("identity", "1"));
    assertThat(AES.blindIndex("phone", "1")).isNotEqualTo(elsewhere.blindIndex("phone", "1"));
    assertThat(in("441900103", () -> AES.blindIndex("phone", "1"))).isNotEqualTo(in("441900104", () -> AES.blindIndex("phone", "1")));
    PersonalData chinese = new MemoryKeyTable().program(Suite.SM4_GCM, MASTER);
    assertThat(chinese.blindIndex("phone", "1")).hasSize(32).isEqualTo(chinese.blindIndex("phone", "1"));
  }

  @Example
  void withAnotherKeyTheMessageNamesTheOneThatIsMissing() {
    byte[] closed = AES.encrypt("p", "张三");
    var keys = new DataKeys(new MasterKeys(OTHER_MASTER, List.of()), TABLE, Suite.AES_256_GCM);
    String wanted = new MasterKeys(MASTER, List.of()).current();
    assertThatThrownBy(keys::refuseUnusable).isInstanceOf(KeyUnusable.class).hasMessageContaining(wanted).hasMessageContaining("given are");
    assertThatThrownBy(() -> new PersonalData(keys, Set.of()).decrypt("p", closed)).isInstanceOf(UnreadableData.class).hasMessageContaining(wanted);
    var analysis = new KeyUnusable.Analyzer().analyze(keys.ring().anyProblem());
    assertThat(analysis.getAction()).contains(wanted, "GUANJIA_OLD_KEYS", "rotate-keys --master", "restored database");
  }

  @Example
  void aDataKeyPutInTheRowOfAnotherTownIsRefused() {
    var table = new MemoryKeyTable();
    PersonalData data = table.program(Suite.AES_256_GCM, MASTER);
    in("441900103", () -> data.encrypt("p", "张三"));
    in("441900104", () -> data.encrypt("p", "张三"));
    Row swapped = table.rows.get(1).wrapped(table.rows.get(0).wrapped());
    table.rows.set(1, swapped);
    var restarted = new DataKeys(new MasterKeys(MASTER, List.of()), table, Suite.AES_256_GCM);
    assertThatThrownBy(restarted::refuseUnusable).isInstanceOf(KeyUnusable.class).hasMessageContaining("changed or copied");
  }

  @Example
  void manyThreadsMayCloseAndOpenAtATime() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        String text = "示例居民" + i;
        PersonalData data = suite(i % 2 == 0);
        all.add(threads.submit(() -> data.decrypt("p", data.encrypt("p", text)).equals(text)
            && Arrays.equals(data.blindIndex("k", text), data.blindIndex("k", text))));
      }
      for (var each : all) assertThat(each.get()).isTrue();
    }
  }

  @Example
  void nothingStaysNothing() {
    assertThat(AES.encryptOrNull("p", null)).isNull();
    assertThat(AES.encryptOrNull("p", "  ")).isNull();
    assertThat(AES.decryptOrNull("p", null)).isNull();
  }

  private static PersonalData suite(boolean chinese) {
    return chinese ? SM4 : AES;
  }

  private static <T> T in(String town, Supplier<T> work) {
    return TownContext.system(town).call(work);
  }
}
