package org.guanjia.publicity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.UUID;
import org.guanjia.requests.KnownPeople;
import org.jspecify.annotations.Nullable;

/**
 * What a publication is made from, as it stands in its own module.
 *
 * @param people who stands behind it; their names, phones and addresses do not go out
 * @param finished whether it may be published: told to its reporters, or closed
 * @param photos of a request, of which a person may choose some
 * @param project number of the closed project that came of a request
 */
public record Original(
    PublicationKind kind,
    String source,
    boolean finished,
    String title,
    String asked,
    String became,
    @Nullable String category,
    @Nullable String village,
    LocalDate askedOn,
    LocalDate doneOn,
    @Nullable String projectKind,
    @Nullable Integer benefiting,
    @Nullable Long costFen,
    @Nullable UUID beforeFile,
    @Nullable UUID afterFile,
    KnownPeople people,
    Photos photos,
    @Nullable String project) {

  /** Changes when one of the texts does. */
  public String digest() {
    return digest(title, asked, became);
  }

  public static String digest(String... texts) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(String.join("\u0000", texts).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }
}
