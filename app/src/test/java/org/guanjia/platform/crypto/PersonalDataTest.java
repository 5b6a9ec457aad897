package org.guanjia.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.guanjia.platform.crypto.PersonalData.UnreadableData;

class PersonalDataTest {

  private final byte[] oldKey = filled(7);
  private final byte[] newKey = filled(8);
  private final PersonalData data = new PersonalData(new Keys(oldKey, List.of()));

  @Property
  void whatIsClosedOpensAgain(@ForAll @StringLength(max = 200) String text) {
    String storable = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    assertThat(data.decrypt("requests.phone", data.encrypt("requests.phone", storable))).isEqualTo(storable);
  }

  @Property
  void theSameTextNeverLooksTheSame(@ForAll @StringLength(max = 50) String text) {
    assertThat(data.encrypt("p", text)).isNotEqualTo(data.encrypt("p", text));
  }

  @Property
  void aChangedByteIsNoticed(@ForAll @StringLength(max = 50) String text, @ForAll @IntRange(max = 10_000) int where) {
    byte[] closed = data.encrypt("p", text);
    closed[where % closed.length] ^= 1;
    assertThatThrownBy(() -> data.decrypt("p", closed)).isInstanceOf(UnreadableData.class);
  }

  @Property
  void aShortenedTextIsNoticed(@ForAll @StringLength(max = 50) String text, @ForAll @IntRange(max = 10_000) int keep) {
    byte[] closed = data.encrypt("p", text);
    byte[] shortened = Arrays.copyOf(closed, keep % closed.length);
    assertThatThrownBy(() -> data.decrypt("p", shortened)).isInstanceOf(UnreadableData.class);
  }

  @Property
  void whateverIsNotOursIsRefusedCleanly(@ForAll @Size(max = 80) byte[] anything) {
    assertThatThrownBy(() -> data.decrypt("p", anything)).isInstanceOf(UnreadableData.class);
  }

  @Example
  void aValueCopiedIntoAnotherColumnDoesNotOpen() {
    byte[] phone = data.encrypt("requests.phone", "13800138000");
    assertThatThrownBy(() -> data.decrypt("requests.name", phone)).isInstanceOf(UnreadableData.class);
  }

  @Example
  void anOlderKeyStillOpensAfterRotation() {
    byte[] closedBefore = data.encrypt("p", "张三");
    PersonalData rotated = new PersonalData(new Keys(newKey, List.of(oldKey)));
    assertThat(rotated.decrypt("p", closedBefore)).isEqualTo("张三");
    byte[] closedAfter = rotated.encrypt("p", "张三");
    assertThatThrownBy(() -> data.decrypt("p", closedAfter))
        .isInstanceOf(UnreadableData.class).hasMessageContaining("key");
  }

  @Example
  void whatMustComeOutTheSameForEverOutlivesEveryRotation() {
    Keys twiceRotated = new Keys(filled(9), List.of(newKey, oldKey));
    assertThat(new PersonalData(twiceRotated).blindIndex("phone", "1")).isEqualTo(data.blindIndex("phone", "1"));
    assertThat(twiceRotated.derive("audit.seal")).isEqualTo(new Keys(oldKey, List.of()).derive("audit.seal"));
    assertThat(twiceRotated.name()).isEqualTo(new Keys(filled(9), List.of()).name()).isNotEqualTo(new Keys(oldKey, List.of()).name());
    assertThat(twiceRotated.include(new Keys(newKey, List.of()).name())).isTrue();
  }

  @Property
  void theBlindIndexFindsEqualValuesOnly(@ForAll @StringLength(max = 20) String a, @ForAll @StringLength(max = 20) String b) {
    assertThat(Arrays.equals(data.blindIndex("phone", a), data.blindIndex("phone", b))).isEqualTo(a.equals(b));
  }

  @Example
  void blindIndexesOfDifferentKindsAndKeysCannotBeCompared() {
    PersonalData elsewhere = new PersonalData(new Keys(newKey, List.of()));
    assertThat(data.blindIndex("phone", "1")).isNotEqualTo(data.blindIndex("identity", "1"));
    assertThat(data.blindIndex("phone", "1")).isNotEqualTo(elsewhere.blindIndex("phone", "1"));
  }

  @Example
  void nothingStaysNothing() {
    assertThat(data.encryptOrNull("p", null)).isNull();
    assertThat(data.encryptOrNull("p", "  ")).isNull();
    assertThat(data.decryptOrNull("p", null)).isNull();
  }

  private static byte[] filled(int value) {
    byte[] key = new byte[Keys.KEY_BYTES];
    Arrays.fill(key, (byte) value);
    return key;
  }
}
