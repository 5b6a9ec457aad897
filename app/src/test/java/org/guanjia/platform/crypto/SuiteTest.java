package org.guanjia.platform.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

/** The examples of the standards. */
class SuiteTest {

  private static final String SM4_KEY = "0123456789abcdeffedcba9876543210";

  /** GB/T 32907-2016, appendix A, example 1 and example 2. */
  @Test
  void sm4IsThatOfTheStandard() {
    var sm4 = new SM4Engine();
    sm4.init(true, new KeyParameter(hex(SM4_KEY)));
    byte[] block = hex(SM4_KEY);
    sm4.processBlock(block, 0, block, 0);
    assertThat(block).isEqualTo(hex("681edf34d206965e86b3e94f536e4246"));
    for (int i = 1; i < 1_000_000; i++) sm4.processBlock(block, 0, block, 0);
    assertThat(block).isEqualTo(hex("595298c7c6fd271f0402f804c33d3f66"));
  }

  /** GB/T 32905-2016, appendix A, example 1. */
  @Test
  void sm3IsThatOfTheStandard() {
    var sm3 = new SM3Digest();
    sm3.update("abc".getBytes(StandardCharsets.US_ASCII), 0, 3);
    byte[] digest = new byte[32];
    sm3.doFinal(digest, 0);
    assertThat(digest).isEqualTo(hex("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"));
  }

  /** RFC 8998, appendix A.1. */
  @Test
  void sm4GcmIsThatOfTheStandard() throws GeneralSecurityException {
    holds(
        new Aead.OfSm4(hex(SM4_KEY), hex("feedfacedeadbeeffeedfacedeadbeefabaddad2")), "00001234567800000000abcd",
        "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccddddddddddddddddeeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa",
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
            + "83de3541e4c2b58177e065a9bf7b62ec");
  }

  /** McGrew and Viega, The Galois/Counter Mode of Operation, test case 16. */
  @Test
  void aesGcmIsThatOfTheStandard() throws GeneralSecurityException {
    holds(
        new Aead.OfJava(hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"), hex("feedfacedeadbeeffeedfacedeadbeefabaddad2")),
        "cafebabefacedbaddecaf888",
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
            + "76fc6ece0f4e1768cddf8853bb2d551b");
  }

  private static void holds(Aead aead, String nonce, String plain, String closed) throws GeneralSecurityException {
    byte[] out = new byte[Aead.TEXT_AT + closed.length() / 2];
    System.arraycopy(hex(nonce), 0, out, Aead.NONCE_AT, Aead.NONCE_BYTES);
    aead.closeUnder(hex(plain), out);
    assertThat(Arrays.copyOfRange(out, Aead.TEXT_AT, out.length)).isEqualTo(hex(closed));
    assertThat(aead.open(out)).isEqualTo(hex(plain));
    out[out.length - 1] ^= 1;
    assertThatThrownBy(() -> aead.open(out)).isInstanceOf(AEADBadTagException.class);
    out[out.length - 1] ^= 1;
    assertThat(aead.open(out)).as("after one that did not open").isEqualTo(hex(plain));
    byte[] again = new byte[out.length];
    aead.close(hex(plain), again);
    assertThat(aead.open(again)).isEqualTo(hex(plain));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
