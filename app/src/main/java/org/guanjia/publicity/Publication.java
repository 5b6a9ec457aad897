package org.guanjia.publicity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.guanjia.platform.ui.Picture;
import org.jspecify.annotations.Nullable;

/**
 * A publication as it is kept: texts with personal details blacked out.
 *
 * @param source receipt code of the request, or number of the project; never public for a request
 * @param found how many details the filter blacked out
 * @param year in which it was done
 * @param photos of a request, as somebody chose them
 * @param project number of the project that came of a request
 * @param lookedAtBy user id of whoever looked at the text as it stands; null while nobody has
 * @param lookAgain the move of its source after which it needs another look; null for none
 * @param reason why it was kept back or taken back
 */
public record Publication(
    long id,
    PublicationKind kind,
    String source,
    PublicationState state,
    int version,
    String title,
    String asked,
    String became,
    int found,
    @Nullable String category,
    @Nullable String village,
    int year,
    LocalDate askedOn,
    LocalDate doneOn,
    @Nullable String projectKind,
    @Nullable Integer benefiting,
    @Nullable Long costFen,
    @Nullable UUID beforeFile,
    @Nullable UUID afterFile,
    Photos photos,
    @Nullable String project,
    Instant proposedAt,
    @Nullable String lookedAtBy,
    @Nullable Instant publishedAt,
    @Nullable Instant changedAt,
    @Nullable String lookAgain,
    @Nullable String reason) {

  private static final int BRIEF_LENGTH_MAX = 180;

  public boolean isProject() {
    return kind == PublicationKind.PROJECT;
  }

  /** Where everybody reads it. */
  public String href() {
    return (isProject() ? "/public/projects/" : "/public/requests/") + id;
  }

  /** As much of a text as a poster holds; its code leads to the rest. */
  public static String brief(String text) {
    return text.length() <= BRIEF_LENGTH_MAX ? text : text.substring(0, BRIEF_LENGTH_MAX - 1) + "…";
  }

  /** Where everybody sees that photo of it. */
  public String photo(UUID file) {
    return href() + "/photos/" + file + ".jpg";
  }

  public Picture picture(UUID file, String alt) {
    return new Picture(photo(file), photo(file) + "?size=small", alt, null);
  }

  public boolean hasPictures() {
    return beforeFile != null && afterFile != null;
  }

  /** Its source was reopened since, and nobody has looked yet. */
  public boolean reopened() {
    return lookAgain != null;
  }
}
