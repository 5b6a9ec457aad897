package org.guanjia.requests;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Codes by the names people write, and new codes for names that are new, if new ones are wanted. */
final class Names {
  private static final Pattern NOISE = Pattern.compile("[\\s\\p{P}\\p{S}]+");
  private static final int SLUG_CHARS_MAX = 16;

  private final boolean mayCreate;
  private final Map<String, String> codes = new HashMap<>();
  private final Map<String, String> created = new LinkedHashMap<>();

  Names(boolean mayCreate) {
    this.mayCreate = mayCreate;
  }

  void add(String code, @Nullable String name) {
    if (name != null) codes.putIfAbsent(fold(name), code);
  }

  /** The code of that name, a new one if it may be created, else null. */
  @Nullable String code(String name) {
    String known = codes.get(fold(name));
    if (known != null || !mayCreate) return known;
    String code = slug(name);
    codes.put(fold(name), code);
    created.put(code, shown(name));
    return code;
  }

  /** What was created, name by code. */
  Map<String, String> created() {
    return created;
  }

  private static String fold(String name) {
    String plain = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    String folded = NOISE.matcher(plain).replaceAll("");
    return folded.isEmpty() ? plain : folded;
  }

  /** Without what hangs over at its end: "FORESTRY," is called FORESTRY. */
  private static String shown(String name) {
    String trimmed = name.replaceAll("[\\s,;，；、]+$", "");
    return trimmed.isEmpty() ? name : trimmed;
  }

  /** Readable where the name is in Latin letters, and different for different names whatever they are in. */
  private static String slug(String name) {
    String latin = Normalizer.normalize(name, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    if (fold(name).matches("[a-z0-9]{1,20}") && latin.length() <= SLUG_CHARS_MAX) return latin;
    String start = latin.length() > 10 ? latin.substring(0, 10) : latin;
    return (start.isEmpty() ? "n" : start) + "-" + digest(fold(name));
  }

  private static String digest(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
