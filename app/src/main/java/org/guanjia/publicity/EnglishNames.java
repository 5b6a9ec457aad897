package org.guanjia.publicity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guanjia.publicity.PersonalDetail.Kind;

/** Names of people in Latin letters: after a title or an introduction, or a family name in pinyin, Cantonese or English beside a given name. */
final class EnglishNames {

  private static final String WORD = "(?:[A-Z][a-z]+(?:[-'’][A-Za-z]?[a-z]+)?|[A-Z]{2,10}(?=[ ,.]))";
  private static final String NAME = WORD + "(?: (?:[A-Z]\\. )?" + WORD + "){0,2}";
  private static final Pattern TITLED = Pattern.compile("\\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Madam|Madame|Uncle|Auntie|Aunt|Granny|Grandma|Grandpa|Teacher|Doctor|Nurse|Officer|Director|Secretary|Manager|Boss|Professor)\\b\\.? (" + NAME + ")");
  private static final Pattern INTRODUCED =
      Pattern.compile(
          "(?i:\\b(?:my name is|name is|i am called|called|named|i am|i'm|this is|contact person|contact|applicant|reporter|complainant|account holder|holder|owner|tenant|landlord|landlady|resident|villager|neighbou?r|signed|sincerely|regards|name|ask for|speak to|call|husband|wife|son|daughter|mother|father|brother|sister|grandson|granddaughter|driver|patient|by|from|for|with|to|and|of|that|is)(?: ?[:,]| is| was)?)(?: |(?<=[:,]))(" + NAME + ")");
  private static final Pattern PAIR = Pattern.compile("\\b(" + WORD + ") (" + WORD + "(?: " + WORD + ")?)");

  /** Words with a capital that are no names: beginnings of sentences, days, places, offices. */
  private static final Set<String> NOT_NAMES =
      words(
          "Mr Mrs Ms Miss Dr Prof Sir Madam Uncle Auntie Aunt Granny Grandma Grandpa The This That These Those There Their They Then When Where What Which Who Why How Here His Her She It Its Our Ours We You Your My Mine Me I In On At To From For With By Of And Or But If So As Since After Before Because While During Until Please Thank Thanks Dear Hello Hi Sorry Yes No Not Now Today Tomorrow Yesterday Tonight"
              + " Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December Spring Summer Autumn Winter Festival Day Week Month Year"
              + " Guanjia Women Agenda Waiting Language Content China Chinese Guangdong Dongguan Chashan Shenzhen Guangzhou Hong Kong Macau Beijing Shanghai Town Village Community Road Street Lane Avenue Alley Building Block Room Flat Unit House Park Square School Primary Middle High Hospital Clinic Centre Center Office Bureau Branch Department Government Committee Station Market Bridge River Bus Line Factory Company Limited Ltd Bank Post Police Fire Service Services Window Hall Library Kindergarten Nursing Home Elders Canteen Garden Estate Tower Plaza Industrial Zone East West South North New Old Upper Lower Central Main People Residents Several Many Some Every Each All Both Last Next Night Morning Evening Afternoon Street Lights Light Water Power Drain Rubbish Noise Traffic Parking Phone Mobile Email Mail WeChat Alipay QQ ID Card Plate Number No Tel Public Security Health Education Veterans Disabled Housing Transport Environment Emergency Supply Urban Management Law Enforcement Policy Project Wish Request Matter Allowance Subsidy Benefit Old Young Dragon Boat Mid National Labour Festival Party Secretary Director Officer Doctor Nurse Teacher Boss Manager Joint Meeting State Council Human Resources One Running English Contact Address Applicant Name Owner Tenant Resident Reporter Villager Neighbour Landlord Also Only Just Even Still Almost About Above Below Between Behind Beside Near Next Opposite Outside Inside Could Would Should Can Will May Might Must Do Does Did Has Have Had Is Are Was Were Be Been Being Broken Found Told Said Asked Called Reported Repaired Installed Cleared Cleaned Answered Xiang Lu Jie Cun Zhen Qu");

  private static final Set<String> FAMILY =
      words(
          "Wang Li Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo Ma Luo Liang Song Zheng Xie Han Tang Feng Yu Dong Xiao Cheng Cao Yuan Deng Fu Shen Zeng Peng Lu Su Jiang Cai Jia Ding Wei Xue Ye Yan Pan Du Dai Xia Zhong Tian Ren Fan Fang Shi Yao Tan Liao Zou Xiong Jin Hao Kong Bai Cui Kang Mao Qiu Qin Gu Hou Shao Meng Long Wan Duan Qian Yin Lai Gong Wen Pang Lan Yi Mo Mai Kuang Xian Ou Ouyang Situ Zhuang Ke Weng Zhan Ruan Cen Ho Chan Wong Cheung Lau Leung Ng Ngai Lam Lee Kwok Kwan Yeung Tsang Chow Chau Chiu Fung Hui Tse Yip Mak Kwong Poon Tam Siu Tang Chu Chung Szeto Au Lui Yuen Yau Yiu Fok Sin To Tong Hung Lo Mok Ko Tsui Smith Johnson Williams Brown Jones Garcia Miller Davis Wilson Anderson Taylor Thomas Moore Martin Jackson Thompson White Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams Baker Nelson Carter Mitchell Roberts Turner Phillips Campbell Parker Evans Edwards Collins Stewart Morris Murphy Cook Rogers Morgan Cooper Reed Bailey Bell Kelly Howard Ward Cox Richardson Wood Watson Brooks Bennett Gray James Hughes Price Myers Foster Sanders Ross Khan Singh Kumar Patel Nguyen Tran Kim Park Choi Tanaka Suzuki Ivanov Schmidt Muller Dubois Rossi Silva Santos");

  private static final Set<String> GIVEN =
      words(
          "James John Robert Michael William David Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony Mark Donald Steven Paul Andrew Joshua Kenneth Kevin Brian George Edward Ronald Timothy Jason Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Frank Alexander Raymond Patrick Jack Dennis Jerry Tyler Aaron Henry Peter Adam Nathan Douglas Zachary Walter Kyle Harold Carl Jeremy Simon Martin Ivan Leo Oscar Victor Hugo Max Felix Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Margaret Sandra Ashley Kimberly Emily Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Laura Sharon Cynthia Kathleen Amy Angela Shirley Anna Ruth Brenda Pamela Nicole Katherine Virginia Catherine Christine Samantha Debra Janet Rachel Carolyn Emma Maria Heather Diane Julie Joyce Victoria Kelly Christina Joan Evelyn Lauren Judith Olivia Martha Cheryl Megan Andrea Hannah Jacqueline Ann Jean Alice Kathryn Gloria Teresa Doris Sara Janice Julia Grace Judy Helen Jane Rose Lucy Ivy Fiona Wendy Cindy Vivian Tracy Tony Tommy Jimmy Andy Ben Sam Tom Bob Mike Steve Dave Joe Dan Matt Chris Nick Alex Kate Sophie Chloe Ella Mia Lily Zoe");

  private static final Set<String> GIVEN_ABROAD =
      words(
          "Mohammed Mohamed Muhammad Ahmed Ahmad Ali Omar Hassan Hussein Hussain Ibrahim Khalid Abdul Abdullah Yusuf Youssef Mustafa Bilal Tariq Samir Karim Rashid Fatima Aisha Ayesha Amina Zainab Layla Leila Maryam Noor Salma Yasmin Mehmet Emre Elif Ayse Reza Farid Parisa"
              + " Yuki Hiroshi Kenji Takashi Satoshi Haruto Ren Sakura Keiko Akiko Yoko Naoko Haruka Emi Minji Jiwoo Jihoon Minjun Soojin Hyun Seo-yeon Linh Minh Thanh Huong Trang Phuong Somchai Siti Budi Dewi Putri Wayan"
              + " Raj Rahul Rohan Arjun Anil Sunil Deepak Vijay Sanjay Amit Ravi Suresh Ramesh Priya Anjali Pooja Neha Sunita Kavita Lakshmi Meera Divya"
              + " Dmitri Dmitry Sergei Sergey Vladimir Igor Boris Oleg Yuri Nikolai Alexei Olga Natasha Natalia Svetlana Irina Tatiana Ekaterina Anastasia Katya Marek Piotr Tomasz Jan Pavel Jakub Agnieszka Katarzyna Zofia"
              + " Carlos Juan Jose Luis Pedro Miguel Jorge Diego Pablo Javier Antonio Manuel Rafael Fernando Ricardo Eduardo Ana Sofia Lucia Carmen Isabel Camila Valentina Gabriela Fernanda Joao Paulo Thiago Marco Luca Giulia Giovanni Matteo Francesca Chiara Paola"
              + " Pierre Louis Francois Jacques Claude Antoine Mathieu Marie Claire Camille Chantal Juliette Amelie Hans Klaus Jurgen Wolfgang Stefan Dieter Heike Greta Ingrid Lars Erik Bjorn Sven Astrid Freya Liam Noah Ethan Mason Lucas Logan Owen Dylan Connor Callum Finn Sean Aidan Declan Nora Isla Ava Charlotte Amelia Isabella Abigail Madison Natalie Claudia Monica Veronica Bella Daisy Molly Poppy Ruby Jade Amber Holly Elsie Elena Eva Nina Lena Clara Flora Edith Agnes Irene Eileen Winnie Connie Mandy Candy Kitty Peggy Queenie Jenny Penny Sally Annie Maggie Susie Becky Vicky Nicky Ricky Bobby Billy Johnny Danny Kenny Benny Ronnie Harry Charlie Freddie Alfie Archie Alfred Arthur Albert Edwin Edmund Ernest Eugene Gilbert Herbert Leonard Lawrence Stanley Vincent Wilson Winston Nelson Nigel Ian Neil Graham Stuart Duncan Fergus Hamish Angus"
              + " Chidi Ngozi Emeka Chinedu Chioma Adaeze Oluwaseun Ayo Tunde Kwame Kofi Ama Abena Kwabena Amara Zola Thabo Sipho Themba Nomsa Lindiwe Wanjiru Kamau Otieno Achieng");

  /** Given names that are words as well, and count only where a person is spoken of. */
  private static final Set<String> WORDS_TOO = words("Mark Grace Rose Ivy Will May Hope Joy Dawn Faith Jean Jack Frank Amber Jade Ruby Holly Daisy Poppy Penny Candy Kitty Bob Bill Nick Matt Art Rob Sue Pat Guy Grant Dean Miles Chase Hunter Victor Victoria Virginia Jordan Florence Sofia Paris Jan Noor Ren Minh Ali Max Leo Isabel Wilson Nelson Stanley Winston Louis Ama Finn");

  private static final Set<String> COUNTRIES =
      words("Brazil Britain England Scotland Wales Ireland France Germany Italy Spain Portugal Poland Russia Ukraine Turkey Egypt Nigeria Ghana Kenya Uganda Ethiopia Morocco Africa Asia Europe America India Pakistan Bangladesh Nepal Vietnam Thailand Malaysia Singapore Indonesia Philippines Japan Korea Taiwan Canada Australia Mexico Argentina Peru Chile Colombia Iran Iraq Syria Jordan Lebanon Israel Dubai London Paris Berlin Moscow Tokyo Seoul Foshan Huizhou Zhuhai Dongguan Guangzhou Shenzhen Chashan Nanshe Humen Changan Houjie Liaobu Shilong Shipai Qishi Hengli Changping Guangdong Hunan Hubei Guangxi Jiangxi Sichuan Henan Hebei Fujian Hainan Yunnan Guizhou Chongqing Tianjin Mandarin Cantonese Hakka British American Russian Indian Korean Japanese French German Italian Spanish Christmas Easter Qingming Alipay Taobao Didi Meituan Douyin Weixin Huawei Xiaomi");

  private static final Pattern HYPHENED = Pattern.compile("(?i)[bpmfdtnlgkwhzcsjyqx]{0,2}[aeiou]{1,3}(?:ng|[nmktp])?-[bpmfdtnlgkwhzcsjyqx]{0,2}[aeiou]{1,3}(?:ng|[nmktp])?");

  private static final Pattern ALONE = Pattern.compile("(?<![\\w@.'’-])[A-Z][a-z]+(?:-[A-Za-z][a-z]+)?(?![\\w@])");
  private static final Pattern PERSON_BEFORE =
      Pattern.compile(
          "(?i)(?:^|\\W)(?:ask|asked|inform|informed|invited|emailed|phoned|texted|paid|visited|tell|told|thank|thanks,?|thanks to|thank you,?|hi|hello|dear|hey|met|spoke to|speak to|talk to|talked to|i am|i'm|my name is|named|son|daughter|wife|husband|brother|sister|mother|father|mum|mom|dad|friend|colleague|classmate|cousin|nephew|niece|boyfriend|girlfriend|baby|kid|translator|landlord|landlady|regards|sincerely|cheers) ?,? ?$");
  /** 阿May, 小K. */
  private static final Pattern CALLED = Pattern.compile("[阿小老]$");

  private static final Pattern SAYS =
      Pattern.compile("(?:'s|’s)? (?:said|says|told|tells|offered|explained|explains|wrote|promised|replied|thinks|thought|and I|lost|paid|refuses|refused|teaches|lives|lived)\\b|(?:'s|’s) (?:husband|wife|son|daughter|mother|father|house|door|dog|car|bike|phone|flat)");
  private static final Pattern PERHAPS_BEFORE =
      Pattern.compile("(?i)(?:^|\\W)(?:ask for|with|by|from|for|this is|it is|it's|is|called|call|calls|help|helps|helped|give|gave|see|saw|teacher|nurse|doctor|officer|driver|volunteer|agent|cleaner|guard|boss|tenant|neighbou?r|contact|yours|love|and|or) ?$|[,:] ?$");
  private static final Pattern DOES =
      Pattern.compile("(?: (?:asked|asks|called|calls|helped|helps|came|comes|went|goes|works|worked|wants|wanted|needs|needed|knows|knew|gave|gives|showed|shows|answered|has|had|is|was|will|can|could|would|does|did|who|found|sent|got|took|speaks|spoke|from|at|in)\\b|(?:'s|’s) )");
  private static final Pattern PLACE_BEFORE = Pattern.compile("(?i)\\b(?:in|at|near|to|from|of|around|outside|the|between) $");

  private EnglishNames() {}

  static List<PersonalDetail> find(PlainText plain) {
    List<PersonalDetail> found = new ArrayList<>();
    for (Pattern pattern : List.of(TITLED, INTRODUCED)) {
      Matcher matcher = pattern.matcher(plain.text());
      for (int from = 0; matcher.find(from); from = Math.max(matcher.start() + 1, matcher.start(1))) {
        int end = trimmed(plain.text(), matcher.start(1), matcher.end(1));
        boolean sure = pattern == TITLED || isNamed(plain.text().substring(matcher.start(1), end)) || isIntroduction(matcher.group());
        if (end > matcher.start(1) && sure) found.add(plain.detail(matcher.start(1), end, Kind.NAME));
      }
    }
    Matcher pair = PAIR.matcher(plain.text());
    for (int from = 0; pair.find(from); from = pair.start(2)) {
      int end = trimmed(plain.text(), pair.start(1), pair.end(2));
      if (isPair(plain.text().substring(pair.start(1), Math.max(pair.start(1), end)), isInSentence(plain.text(), pair.start(1)), GOES_ON.matcher(plain.text()).region(end, plain.text().length()).lookingAt())) found.add(plain.detail(pair.start(1), end, Kind.NAME));
    }
    found.addAll(alone(plain));
    return found;
  }

  /** One word: a given name, or whatever stands where only a person can. */
  private static List<PersonalDetail> alone(PlainText plain) {
    String text = plain.text();
    List<PersonalDetail> found = new ArrayList<>();
    Matcher word = ALONE.matcher(text);
    while (word.find()) {
      String name = word.group();
      Matcher next = NEXT.matcher(text).region(word.end(), text.length());
      String before = text.substring(Math.max(0, word.start() - 30), word.start());
      boolean called = CALLED.matcher(before).find();
      if (!called && (NOT_NAMES.contains(proper(name)) || COUNTRIES.contains(name) || next.lookingAt() && isPlace(next.group(1)))) continue;
      boolean person = called || PERSON_BEFORE.matcher(before).find() || SAYS.matcher(text).region(word.end(), text.length()).lookingAt();
      boolean perhaps = person || PERHAPS_BEFORE.matcher(before).find() || DOES.matcher(text).region(word.end(), text.length()).lookingAt();
      boolean given = GIVEN.contains(name) || GIVEN_ABROAD.contains(name) || name.indexOf('-') > 0 && HYPHENED.matcher(name).matches();
      boolean pinyin = (PINYIN.matcher(name).matches() || FAMILY.contains(name)) && !PLACE_BEFORE.matcher(before).find();
      if (given && !((WORDS_TOO.contains(name) || name.indexOf('-') > 0 && !PINYIN.matcher(name).matches()) && !perhaps) || perhaps && pinyin || person && isInSentence(text, word.start())) {
        found.add(plain.detail(word.start(), word.end(), Kind.NAME));
      }
    }
    return found;
  }

  private static boolean isIntroduction(String said) {
    if (said.matches("(?s).* (?:[A-Z][\\w-]+) (?:[A-Z][\\w'-]+)") && !said.matches("(?is)(?:by|from|for|with|to|and|of|that|this is|i am|i'm) .*")) return true;
    return said.matches("(?is)(?:my )?name(?: is|:).*|called .*|named .*|signed.*|contact person.*|applicant.*|complainant.*|(?:contact|owner|tenant|resident|reporter|name|regards|sincerely) ?[:,].*");
  }

  /** Whether the word is no name, or one that means something else as well. */
  static boolean isWord(String word) {
    return NOT_NAMES.contains(proper(word)) || WORDS_TOO.contains(proper(word)) || isPlace(word);
  }

  /** A family or a given name is among the words. */
  private static boolean isNamed(String name) {
    if (name.equals("He")) return false;
    for (String word : name.split("[ -]")) if (FAMILY.contains(proper(word)) || GIVEN.contains(proper(word))) return true;
    return false;
  }

  /** After a small letter or a comma: a capital there is one on purpose. */
  private static boolean isInSentence(String text, int at) {
    if (at >= 1 && (",:".indexOf(text.charAt(at - 1)) >= 0 || ChineseNames.isHan(text.charAt(at - 1)))) return true;
    return at >= 2 && text.charAt(at - 1) == ' ' && (Character.isLowerCase(text.charAt(at - 2)) || text.charAt(at - 2) == ',' || text.charAt(at - 2) == ':');
  }

  /** Two or three words of which one is a known family name, or the first a known given name. */
  private static boolean isPair(String name, boolean inSentence, boolean goesOn) {
    String[] words = name.split(" ");
    if (words.length < 2) return false;
    if (Arrays.stream(words).anyMatch(word -> NOT_NAMES.contains(proper(word)))) return FAMILY.contains(proper(words[0])) && !words[0].equals("He");
    return inSentence || goesOn || Arrays.stream(words).anyMatch(word -> FAMILY.contains(proper(word)) || GIVEN.contains(proper(word)) || PINYIN.matcher(word).matches());
  }

  /** Leaves away the words from the first that is no name, and everything where a word makes a place of it. */
  private static int trimmed(String text, int start, int end) {
    int at = start;
    int kept = start;
    for (String word : text.substring(start, end).split(" ")) {
      if (NOT_NAMES.contains(proper(word))) return isPlace(word) ? start : kept;
      at += word.length();
      kept = at;
      at++;
    }
    Matcher next = NEXT.matcher(text).region(kept, text.length());
    return next.lookingAt() && isPlace(next.group(1)) ? start : kept;
  }

  /** A given name of two syllables in pinyin, or with a hyphen as in Cantonese. */
  private static final Pattern PINYIN =
      Pattern.compile(
          "(?i)(?:(?:(?:(?:zh|ch|sh|[bpmfdtnlgkhzcsryw])(?:ang|eng|ong|ai|ei|ao|ou|an|en|uang|uai|uan|ua|uo|ui|un|u|a)|[bpmfw]o|(?:zh|ch|sh|[ghklz])e|(?:zh|ch|sh|[rzcs])i|[bpmdtnljqxy](?:iang|iong|iao|ian|ing|in|ia|ie|iu|i)|[jqxy]u(?:an|e|n)?|an|ai|ao|ou|en|er)-?)){2,3}");

  /** After a name at the beginning: a small letter, or a comma and a number. */
  private static final Pattern GOES_ON = Pattern.compile("(?:'s)? [a-z]|, ?[+\\d]| ?\\(");

  private static final Pattern NEXT = Pattern.compile(" ([A-Z][a-z]+)");
  private static final Set<String> PLACES =
      words("Town Village Community Road Street Lane Avenue Alley Building Block Park Square School Primary Middle Hospital Clinic Centre Center Office Bureau Branch Department Station Market Bridge River Factory Company Bank Hall Garden Estate Tower Plaza Industrial Xiang Lu Jie Cun Zhen Qu Kindergarten");

  private static boolean isPlace(String word) {
    return PLACES.contains(proper(word));
  }

  private static String proper(String word) {
    return word.length() < 2 ? word : word.substring(0, 1) + word.substring(1).toLowerCase(java.util.Locale.ROOT);
  }

  private static Set<String> words(String spaced) {
    return Set.copyOf(new java.util.HashSet<>(List.of(spaced.split(" +"))));
  }
}
