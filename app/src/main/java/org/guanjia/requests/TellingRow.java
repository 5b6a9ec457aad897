package org.guanjia.requests;

import org.guanjia.platform.ui.Tone;

/** Somebody who waits to be told, in the viewer's words. */
public record TellingRow(TellingTasks.Task task, String village, DueText due) {

  public String code() {
    return ReceiptCode.display(task.code());
  }

  public String href() {
    return "/requests/" + task.code();
  }

  public Tone tone() {
    return switch (task.way()) {
      case CALL -> Tone.ACCENT;
      case VISIT -> Tone.INFO;
      case SMS, PAGE, SYSTEM -> Tone.NEUTRAL;
    };
  }
}
