package org.guanjia.payments;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.guanjia.places.Places;
import org.guanjia.platform.access.Role;
import org.guanjia.platform.access.Users;
import org.guanjia.platform.database.OneCopy;
import org.guanjia.platform.notices.Notice;
import org.guanjia.platform.notices.Notices;
import org.guanjia.platform.notices.Recipient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Warns whoever has to do something for a payday, days ahead of when it is due, and the leader when it is late; of each step once. */
@Service
public class PaymentWarnings {

  private final PaymentCalendar calendar;
  private final Notices notices;
  private final Users users;
  private final Places places;
  private final TransactionTemplate transactions;
  private final OneCopy oneCopy;

  PaymentWarnings(PaymentCalendar calendar, Notices notices, Users users, Places places, TransactionTemplate transactions, OneCopy oneCopy) {
    this.calendar = calendar;
    this.notices = notices;
    this.users = users;
    this.places = places;
    this.transactions = transactions;
    this.oneCopy = oneCopy;
  }

  @Scheduled(fixedDelay = 60, initialDelay = 5, timeUnit = TimeUnit.MINUTES)
  void everyTown() {
    oneCopy.run("payments.warnings", () -> places.eachTown(() -> transactions.executeWithoutResult(status -> warn())));
  }

  /**
   * Warns in the town of the current context.
   *
   * @return how many notices were put into the outbox
   */
  public int warn() {
    int warned = 0;
    for (PaymentCalendar.Month month : calendar.inDanger()) {
      PaymentStep step = month.next();
      LocalDate due = month.nextDue();
      if (step == null || due == null) continue;
      for (Users.UserCard who : users.working(List.copyOf(concerned(step, month.late())))) {
        String event = "payments.danger:" + month.month() + ":" + step + ":" + (month.late() ? "late" : "soon");
        boolean fresh = notices.enqueue(new Notice(
            event, new Recipient.Staff(who.id()), month.late() ? "payments.notice.late" : "payments.notice.soon",
            List.of(month.month().toString(), month.payday().toString(), due.toString()), Locale.SIMPLIFIED_CHINESE, false));
        if (fresh) warned++;
      }
    }
    return warned;
  }

  private static Set<Role> concerned(PaymentStep step, boolean late) {
    Set<Role> roles = EnumSet.of(step == PaymentStep.APPROVE ? Role.BENEFITS_APPROVER : Role.BENEFITS_CLERK);
    if (late) roles.addAll(EnumSet.of(Role.BENEFITS_CLERK, Role.BENEFITS_APPROVER, Role.LEADER));
    return roles;
  }
}
