package org.guanjia.requests;

import java.util.List;
import org.guanjia.platform.ui.Chart;
import org.guanjia.platform.ui.Chip;
import org.jspecify.annotations.Nullable;

/**
 * One page of the overdue matters with what stands around it.
 *
 * @param charts how many are overdue, by village and by department that leads
 * @param next address of the next page; null at the end
 */
public record SupervisionView(
    MatterFilter filter, List<Supervised> matters, List<Chart> charts, List<Chip> chips, QueueView.Choices choices, boolean first, @Nullable String next) {

  /** The address of the whole list as a sheet. */
  public String export(String format) {
    return "/supervision/export." + format + MatterLists.query(filter, null);
  }

  public String begin() {
    return "/supervision" + MatterLists.query(filter, null);
  }

  public boolean filtered() {
    return filter.narrowed();
  }
}
