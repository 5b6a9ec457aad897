package org.guanjia.meetings;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;
import org.guanjia.meetings.db.tables.records.FollowUpRecord;
import org.guanjia.meetings.db.tables.records.MeetingRecord;
import org.guanjia.platform.notices.Notice;
import org.guanjia.platform.notices.Notices;
import org.guanjia.platform.notices.Recipient;
import org.springframework.stereotype.Component;

/** What members are told on their own page; in the caller's transaction, once for each event. */
@Component
class MeetingNotices {

  private final Notices notices;
  private final Parties parties;

  MeetingNotices(Notices notices, Parties parties) {
    this.notices = notices;
    this.parties = parties;
  }

  /** The invitation with the agenda's length; sent again, with another round, when the agenda was opened and fixed anew. */
  void convened(MeetingRecord meeting, List<NewMeeting.Invitee> members, int items) {
    tell(members, reader -> send(
        "meeting:" + meeting.getId() + ":round:" + meeting.getRound(), reader, "meetings.notice.convened", number(meeting), meeting.getHeldOn().toString(),
        meeting.getFromTime().toString(), meeting.getPlace(), meeting.getChair(), Integer.toString(items)));
  }

  void calledOff(MeetingRecord meeting, List<NewMeeting.Invitee> members, String reason) {
    tell(members, reader -> send("meeting:" + meeting.getId() + ":off", reader, "meetings.notice.calledOff", number(meeting), meeting.getHeldOn().toString(), reason));
  }

  void owed(MeetingRecord meeting, FollowUpRecord followUp) {
    var owner = new NewMeeting.Invitee(Party.valueOf(followUp.getOwnerKind()), followUp.getOwner());
    tell(List.of(owner), reader -> send("follow-up:" + followUp.getId(), reader, "meetings.notice.owed", number(meeting), followUp.getText(), followUp.getDueOn().toString()));
  }

  private void tell(List<NewMeeting.Invitee> members, Consumer<String> tell) {
    var readers = new LinkedHashSet<String>();
    members.forEach(member -> readers.addAll(parties.readers(member.party(), member.code())));
    readers.forEach(tell);
  }

  private void send(String event, String reader, String template, String... arguments) {
    notices.enqueue(Notice.of(event, new Recipient.Staff(reader), template, arguments));
  }

  private static String number(MeetingRecord meeting) {
    return meeting.getYear() + "-" + meeting.getNumber();
  }
}
