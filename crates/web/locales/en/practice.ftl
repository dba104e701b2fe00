practice-bar = Practice.
practice-bar-about = This is not a real social network. The municipality’s staff practise here, and all of it may be made up.
practice-title = Practice page of { $name }
practice-all = All posts
practice-official = The municipality
practice-hidden = { $count ->
    [one] One comment is hidden by the municipality
   *[other] { $count } comments are hidden by the municipality
}
practice-comment = Comment
practice-comment-about = Choose a name and write as a citizen. Do not use real personal data.
practice-name = Name
practice-text = Comment
practice-send = Send the comment
practice-commented = The comment is posted.
practice-none = No posts yet
practice-none-lead = When the municipality publishes to the practice network, it appears here.
