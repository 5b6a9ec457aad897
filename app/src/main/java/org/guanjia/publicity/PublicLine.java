package org.guanjia.publicity;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A line of the public lists: the beginnings of the texts, and where the whole is read. */
public record PublicLine(
    long id,
    PublicationKind kind,
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
    boolean pictures) {

  public String href() {
    return (kind == PublicationKind.PROJECT ? "/public/projects/" : "/public/requests/") + id;
  }
}
