package org.guanjia.requests;

import org.guanjia.platform.notices.Notice;
import org.guanjia.platform.notices.Notices;
import org.guanjia.platform.notices.Recipient;
import org.guanjia.requests.db.tables.records.RequestRecord;
import org.springframework.stereotype.Component;

/** What members of staff are told on their own page; in the caller's transaction, once for each deadline and step. */
@Component
class StaffNotices {

  private final Notices notices;

  StaffNotices(Notices notices) {
    this.notices = notices;
  }

  void escalated(RequestRecord request, String userId, String step, int workingDaysLate) {
    tell(request, "escalated:" + step, userId, "requests.notice.escalated", Integer.toString(workingDaysLate));
  }

  void dueSoon(RequestRecord request, String userId) {
    tell(request, "due", userId, "requests.notice.due", request.getDueOn().toString());
  }

  private void tell(RequestRecord request, String event, String userId, String template, String argument) {
    String name = event + ":" + request.getCode() + ":" + request.getDueOn();
    notices.enqueue(
        Notice.of(
            name, new Recipient.Staff(userId), template, ReceiptCode.display(request.getCode()), request.getTitle(), argument));
  }
}
