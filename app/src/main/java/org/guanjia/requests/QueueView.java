package org.guanjia.requests;

import java.util.List;
import java.util.Locale;
import org.guanjia.platform.ui.Chip;
import org.guanjia.platform.ui.Choice;
import org.jspecify.annotations.Nullable;

/**
 * One page of the queue with what stands around it.
 *
 * @param query of this page's address, without its question mark
 * @param next address of the next page; null at the end
 * @param first whether this is the first page
 * @param choices what the filters offer
 * @param people to whom matters may be assigned; empty for whoever may assign none
 */
public record QueueView(
    MatterFilter filter,
    List<MatterRow> rows,
    String query,
    @Nullable String next,
    boolean first,
    List<Chip> chips,
    Choices choices,
    List<Choice> people) {

  /** What the filters offer. */
  public record Choices(
      List<Choice> states, List<Choice> categories, List<Choice> villages, List<Choice> departments, List<Choice> channels, List<Choice> assignees) {}

  /** Whether one of the filters is set that stand folded away. */
  public boolean further() {
    return filter.state() != null || filter.department() != null || filter.channel() != null || filter.assignee() != null
        || filter.receivedFrom() != null || filter.receivedUntil() != null;
  }

  /** Whether anything but the standing is asked for. */
  public boolean filtered() {
    return filter.narrowed();
  }

  /** As the choices of states have it; null for all. */
  public @Nullable String state() {
    return filter.state() == null ? null : filter.state().name().toLowerCase(Locale.ROOT);
  }

  /** As the choices of channels have it; null for all. */
  public @Nullable String channel() {
    return filter.channel() == null ? null : filter.channel().name().toLowerCase(Locale.ROOT);
  }

  /** The address of the first page. */
  public String begin() {
    return "/requests" + MatterLists.query(filter, null);
  }

  /** The address of the whole list as a sheet. */
  public String export(String format) {
    return "/requests/export." + format + MatterLists.query(filter, null);
  }
}
