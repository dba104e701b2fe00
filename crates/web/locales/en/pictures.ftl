# What the detectors find about pictures, why it matters, and what mends it.
finding-long-alt-text = The alternative text is long
reason-long-alt-text = A screen reader reads it in one go. What matters most belongs in a few sentences, the rest in the post.
finding-position-in-picture = The file told where the picture was taken
reason-position-in-picture = The place was removed. The same file may be shared elsewhere.
finding-device-number = The file told which camera was used
reason-device-number = The number was removed. With it, pictures from different places can be tied to one person.
finding-camera-data = The file held the camera's data
reason-camera-data = The camera's data was removed.
finding-appended-data = Something was hidden behind the picture in the file
reason-appended-data = Only the picture was kept.
finding-faces = Faces in the picture
reason-faces = Whoever can be recognised has a right to know on what ground the picture is used.
finding-credit-in-file = The file names the photographer
reason-credit-in-file = Whoever made a picture has a right to be named.
finding-ai-made-picture = The file says that the picture was made or changed with AI
reason-ai-made-picture = Readers are to be told. The mark has not been checked, and it may have been taken off other pictures.
finding-content-credentials = The file had a history (C2PA)
reason-content-credentials = The history does not go on with the picture. Its signature has not been checked.
finding-small-for-network = The picture is too small for the network
reason-small-for-network = The network does not take so small a picture, or shows it blurred.
finding-ratio-for-network = The picture is too narrow or too wide for the network
reason-ratio-for-network = The network cuts off parts of the picture.
finding-text-in-picture = Text in the picture is missing from the alternative text
reason-text-in-picture = Those who do not see the picture miss the text.
finding-licence-plate = Possible licence plate in the picture
reason-licence-plate = A licence plate mostly points at a person.
finding-personal-data-in-words = Possible personal data in the alternative text or the captions
reason-personal-data-in-words = What stands there is published with the post.
finding-personal-data-in-picture = Possible personal data can be read in the picture
reason-personal-data-in-picture = A screen, a plate or a paper may tell who somebody is or what they have asked for.
finding-low-contrast-text = Text in the picture may be hard to see
reason-low-contrast-text = Weak contrast makes text unreadable for many.
picture-found = Found in the picture
picture-nothing-found = Nothing to mend about the picture.
picture-faces =
    { $count ->
        [one] One face
        [2] Two faces
        [3] Three faces
       *[other] { $count } faces
    }
picture-faces-ask = The guideline asks on what ground the picture may be used. Answer at “People in the picture”.
picture-faces-none = No faces found. Look for yourself: somebody who turns away can be recognised too.
picture-file-says = The file says: { $name }
picture-reads = Read in the picture: { $text }
picture-made-made = The picture was made with AI, the file says.
picture-made-edited = The picture was changed with AI, the file says.
picture-fix-credit = Use the name
picture-fix-ai = Mark as made with AI
picture-fix-alt = Add the text
picture-text-in-alt = Text in the picture:
picture-blind-faces = Nobody has looked for faces.
picture-blind-words = Nobody has read the text in the picture. Look for names, plates and screens yourself.
picture-words-waiting = The text in the picture is still being read. What is found in it will be told here.
picture-words-failed = The text in the picture could not be read. Look for names, plates and screens yourself.
job-read-picture = Read the text in a picture, or look for faces in a video
picture-history = History from { $program }, not checked.
post-picture-mended = Mended.
picture-removed-serial = the camera's number
picture-removed-content-credentials = history (C2PA)
picture-removed-appended = what was behind the picture
picture-removed-resolution = resolution that the networks do not take
reason-missing-alt-text = Those who do not see the picture then get nothing. The law asks for it.
reason-useless-alt-text = A file name or the word “picture” helps nobody.
reason-missing-credit = Whoever made a picture has a right to be named.
reason-picture-too-small = A small picture is blurred on a telephone.
