package org.guanjia.payments;

import java.util.List;
import org.guanjia.platform.access.Permission;
import org.guanjia.platform.ui.Choice;
import org.guanjia.platform.ui.Moment;
import org.guanjia.platform.web.Page;
import org.guanjia.platform.web.TypedForm;

/** The page of a recovery. */
public record RecoveryView(Recovery recovery, List<PersonMonth> months, List<Moment> history, RunView.Words words, List<Choice> programmes, TypedForm form) {

  public String path() {
    return "/payments/recoveries/" + recovery.id();
  }

  public boolean can(Page page, RecoveryMove move) {
    boolean decides = move == RecoveryMove.WRITE_OFF || move == RecoveryMove.REFUSE_WRITE_OFF;
    boolean own = page.viewer() != null && page.viewer().userId().equals(recovery.askedBy());
    return !move.to(recovery.state()).isEmpty() && page.may(decides ? Permission.PAYMENTS_APPROVE : Permission.PAYMENTS_PREPARE) && !(decides && own);
  }
}
