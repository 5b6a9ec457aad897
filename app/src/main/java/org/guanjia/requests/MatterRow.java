package org.guanjia.requests;

import org.guanjia.platform.ui.Tone;

/**
 * A matter in a list, in the viewer's words.
 *
 * @param href of its page, with the list it was opened from
 * @param assignee name of whoever has it; empty for nobody
 */
public record MatterRow(
    MatterLine line, String href, String due, Tone tone, String village, String category, String departments, String assignee) {

  /** What a state means for whoever works through the list. */
  public Tone stateTone() {
    return switch (line.state()) {
      case RECEIVED, UNDER_REVIEW -> Tone.WARNING;
      case TRIAGED, IN_DEPARTMENT -> Tone.INFO;
      case DONE, ANSWERED -> Tone.ACCENT;
      case FED_BACK, RATED -> Tone.SUCCESS;
      case MERGED, WITHDRAWN -> Tone.NEUTRAL;
    };
  }

  public String code() {
    return ReceiptCode.display(line.code());
  }
}
