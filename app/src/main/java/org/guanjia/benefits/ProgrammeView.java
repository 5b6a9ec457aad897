package org.guanjia.benefits;

import java.time.YearMonth;
import java.util.List;
import org.guanjia.platform.ui.Difference;
import org.guanjia.platform.ui.Moment;
import org.jspecify.annotations.Nullable;

/**
 * A programme as its page shows it.
 *
 * @param version the one that is shown; null when there is none at all
 * @param check of a draft or a proposed one; null for one that was released
 * @param versions the latest first
 * @param beside the version whose differences are shown; null for none
 * @param mayDraft the viewer may draft, and {@code mayRelease} release what others proposed
 * @param joint sentences about what binds it with other programmes
 */
public record ProgrammeView(
    ProgrammeLine programme, @Nullable Version version, ProgrammeWords words, List<DmnTable> tables, @Nullable Check check, List<Version> versions, @Nullable Version beside,
    List<Difference> differences, List<Moment> history, List<String> joint, List<Version.Parameter> parameters, java.util.Map<String, String> people, YearMonth month, boolean mayDraft,
    boolean mayRelease, boolean mayConfirm) {

  public String path() {
    return "/programmes/" + programme.code();
  }

  /** Where the shown version is written. */
  public String versionPath() {
    return path() + "/versions/" + (version == null ? 0 : version.number());
  }

  /** Whether it is being written. */
  public boolean draft() {
    return version != null && version.state() == VersionState.DRAFT;
  }

  /** Whether it is drafted or proposed, and may be tried out. */
  public boolean open() {
    return draft() || version != null && version.state() == VersionState.PROPOSED;
  }

  /** Whether another version than the shown one is drafted or proposed. */
  public boolean pendingElsewhere() {
    return programme.pending() != null && version != null && programme.pending() != version.number();
  }

  public String who(@Nullable String id) {
    return id == null ? "" : people.getOrDefault(id, id);
  }
}
